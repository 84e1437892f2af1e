using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Clusters;

/// <summary>
/// The name servers of a level zone, as one cluster has them, for resolvers of each distance. Safe from any thread.
/// </summary>
/// <param name="diameter">The level's.</param>
/// <param name="name">
/// Names those for a <see cref="RoundTripBand"/>; asked when they are first needed, since most never are.
/// </param>
internal sealed class ServerBands(TimeSpan diameter, Func<int, LevelServers?> name)
{
    private readonly Lazy<LevelServers?>[] _bands =
    [
        .. Enumerable
            .Range(0, RoundTripBand.Count)
            .Select(band => new Lazy<LevelServers?>(() => name(band), LazyThreadSafetyMode.PublicationOnly)),
    ];

    /// <summary>Those for a resolver.</summary>
    public LevelServers? For(TimeSpan roundTrip) => _bands[RoundTripBand.Of(roundTrip, diameter)].Value;

    /// <summary>The address records of a server's name, where it is known.</summary>
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
