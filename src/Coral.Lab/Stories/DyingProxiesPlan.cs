namespace Coral.Lab.Stories;

/// <summary>The number and duration of the deaths of proxies.</summary>
public sealed record DyingProxiesPlan
{
    /// <summary>Kills in all.</summary>
    /// <value>100 by default.</value>
    public int Kills { get; init; } = 100;

    /// <summary>Nodes that are down at the same time, at most.</summary>
    /// <value>10 by default.</value>
    public int DeadAtATime { get; init; } = 10;

    /// <summary>Time between two kills, at most; down to nothing.</summary>
    /// <value>2 s by default.</value>
    public TimeSpan Between { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest time that a node stays down; the shortest is a second.</summary>
    /// <value>25 s by default.</value>
    public TimeSpan Down { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>The time for which an answer may name a proxy that has died.</summary>
    /// <value>10 s by default, as <c>Coral:Dns:MaxSilence</c>.</value>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);
}
