namespace Coral.Lab.Crowd;

/// <summary>A flash crowd's load: the files of the paper's experiment (section 5.2), but sooner.</summary>
public sealed record CrowdPlan
{
    /// <summary>The number of files.</summary>
    /// <value>12 by default.</value>
    public int Files { get; init; } = 12;

    /// <summary>The size of each, as in its path.</summary>
    /// <value>41 KB by default.</value>
    public string Size { get; init; } = "41KB";

    /// <summary>Requests a second at each node, at times of their own (a Poisson process).</summary>
    /// <value>2 by default.</value>
    public double RequestsPerSecond { get; init; } = 2;

    /// <summary>The time during which clients arrive; those that have come are served to the end.</summary>
    /// <value>30 s by default.</value>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(30);
}
