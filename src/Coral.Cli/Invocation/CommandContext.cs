namespace Coral.Cli.Invocation;

/// <summary>The streams, environment and clock of the process, for commands.</summary>
/// <param name="Output">Standard output, for results.</param>
/// <param name="Error">Standard error, for faults and progress.</param>
/// <param name="OutputStream">Standard output as bytes, for bodies.</param>
/// <param name="IsOutputTerminal">True if standard output is a terminal.</param>
/// <param name="IsErrorTerminal">True if standard error is a terminal.</param>
/// <param name="Variables">The environment variables, by name.</param>
/// <param name="Clock">The system clock, or a test's.</param>
internal sealed record CommandContext(
    TextWriter Output,
    TextWriter Error,
    Stream OutputStream,
    bool IsOutputTerminal,
    bool IsErrorTerminal,
    IReadOnlyDictionary<string, string?> Variables,
    TimeProvider Clock
)
{
    /// <summary>The variable in which the script of a checkout says how it was called.</summary>
    internal const string CalledAsVariable = "CORAL_CALLED_AS";

    /// <summary>The command as its user called it, for advice that can be pasted: <c>./coral</c>.</summary>
    internal string CalledAs =>
        Variables.GetValueOrDefault(CalledAsVariable) is { Length: > 0 } called
        && !called.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
            ? called
            : "coral";
}
