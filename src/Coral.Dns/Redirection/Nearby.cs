namespace Coral.Dns.Redirection;

/// <summary>The nodes that hints name for a network. Immutable.</summary>
/// <param name="Nodes">Those that answered when they were last asked, nearest first.</param>
/// <param name="RoundTrips">How near each is, as it measured itself; 0 where it lies in that very network.</param>
/// <param name="RegionalServers">Those of them that serve DNS, for the zone of level 1.</param>
/// <param name="NearServers">The same for the zone of level 2.</param>
/// <param name="FoundAt">When they were looked up, as time since the server's start.</param>
/// <param name="CheckedAt">When they were asked.</param>
internal sealed record Nearby(
    WatchedNode[] Nodes,
    TimeSpan[] RoundTrips,
    LevelServers? RegionalServers,
    LevelServers? NearServers,
    TimeSpan FoundAt,
    TimeSpan CheckedAt
)
{
    /// <summary>Those whose round trip lies in a band of a level's diameter.</summary>
    public ReadOnlySpan<WatchedNode> In(int band, TimeSpan diameter)
    {
        var first = Before(band, diameter);
        return Nodes.AsSpan(first, Before(band + 1, diameter) - first);
    }

    private int Before(int band, TimeSpan diameter)
    {
        var count = 0;
        while (count < RoundTrips.Length && RoundTripBand.Of(RoundTrips[count], diameter) < band)
        {
            count++;
        }

        return count;
    }
}
