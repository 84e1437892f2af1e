using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>How a request that the store does not answer goes on. One of its parts is set.</summary>
/// <param name="Flight">The flight that it follows from now on, and must leave.</param>
/// <param name="Started">Whether this request started it.</param>
/// <param name="Found">What the store holds after all: a flight has landed this very moment.</param>
/// <param name="Pause">How long the origin or the URL is left alone after failures.</param>
internal readonly record struct JoinResult(Flight? Flight, bool Started, StoredResponse? Found, TimeSpan? Pause)
{
    public static JoinResult Joined(Flight flight) => new(flight, Started: false, null, null);

    public static JoinResult New(Flight flight) => new(flight, Started: true, null, null);

    public static JoinResult InStore(StoredResponse found) => new(null, Started: false, found, null);

    public static JoinResult Paused(TimeSpan pause) => new(null, Started: false, null, pause);
}
