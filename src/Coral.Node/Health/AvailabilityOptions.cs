namespace Coral.Node.Health;

/// <summary>Options of the node's availability to clients.</summary>
public sealed record AvailabilityOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral";

    /// <summary>DNS names this node to clients of its own network (/24 or /48) only.</summary>
    /// <remarks>
    /// For a node that can send little beyond its network. The paper's non-recursive proxies ("Democratizing Content
    /// Publication with Coral", NSDI 2004): they are returned to clients on their local networks only. Nobody is
    /// refused who comes all the same, and peers still fetch from it.
    /// </remarks>
    /// <value>No by default.</value>
    public bool LocalOnly { get; set; }
}
