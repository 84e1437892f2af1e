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
);
