namespace Coral.Cli.Invocation;

/// <summary>The streams, environment and clock of the process, for commands.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="OutputStream">Standard output as bytes, for bodies.</param>
/// <param name="IsOutputTerminal">Whether a person reads standard output as it comes.</param>
/// <param name="IsErrorTerminal">Whether a person reads standard error as it comes.</param>
/// <param name="Variables">The environment variables.</param>
/// <param name="Clock">The system clock, or a test's.</param>
internal sealed record CommandContext(
    TextWriter Output,
    TextWriter Error,
    Stream OutputStream,
    bool IsOutputTerminal,
    bool IsErrorTerminal,
    IReadOnlyDictionary<string, string?> Variables,
    TimeProvider Clock
);
