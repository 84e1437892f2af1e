using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Clusters;

/// <summary>
/// The name servers of a level's zone that one cluster has for resolvers of each distance. Safe from any thread.
/// </summary>
/// <param name="diameter">The diameter that the bands divide.</param>
/// <param name="select">
/// Selects the servers of a <see cref="RoundTripBand"/>; called on first use, since most bands are never used.
/// </param>
internal sealed class ServerBands(TimeSpan diameter, Func<int, LevelServers?> select)
{
    private readonly Lazy<LevelServers?>[] _bands =
    [
        .. Enumerable
            .Range(0, RoundTripBand.Count)
            .Select(band => new Lazy<LevelServers?>(() => select(band), LazyThreadSafetyMode.PublicationOnly)),
    ];

    /// <summary>The servers for a resolver at that distance.</summary>
    public LevelServers? For(TimeSpan roundTrip) => _bands[RoundTripBand.Of(roundTrip, diameter)].Value;

    /// <summary>The address records of a server's name, or <see langword="null"/>.</summary>
    public RecordSet? Find(ReadOnlySpan<byte> server, RecordType type)
    {
        foreach (var band in _bands)
        {
            if (band.Value?.Find(server, type) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
