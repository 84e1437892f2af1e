namespace Coral.Lab.Stories;

/// <summary>The number of clients, files and kills.</summary>
public sealed record ChaosPlan
{
    /// <summary>Clients in all.</summary>
    /// <value>1,000 by default.</value>
    public int Requests { get; init; } = 1_000;

    /// <summary>Clients at a time.</summary>
    /// <value>16 by default.</value>
    public int AtATime { get; init; } = 16;

    /// <summary>Different files.</summary>
    /// <value>100 by default.</value>
    public int Files { get; init; } = 100;

    /// <summary>Their sizes, in turn.</summary>
    /// <value>Below, at and above a chunk of 64 KB, and some that take their time.</value>
    public IReadOnlyList<string> Sizes { get; init; } = ["2KB", "64KB", "65KB", "300KB", "2MB"];

    /// <summary>The prefix of their names.</summary>
    public string Name { get; init; } = "chaos";

    /// <summary>Clients between two kills.</summary>
    /// <value>10 by default.</value>
    public int RequestsPerKill { get; init; } = 10;

    /// <summary>Nodes that stay down while others are killed.</summary>
    /// <value>3 by default.</value>
    public int DeadAtATime { get; init; } = 3;
}
