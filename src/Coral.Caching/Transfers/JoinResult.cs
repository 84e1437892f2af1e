using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>The flight that a request joins, a stored response, or a pause. One of the three is set.</summary>
/// <param name="Flight">The flight that it follows from now on, and must leave.</param>
/// <param name="Started"><see langword="true"/> when this request started it.</param>
/// <param name="Found">The fresh response that a flight has stored in the meantime.</param>
/// <param name="Pause">The pause that the origin or the URL is in after failures or a refusal.</param>
internal readonly record struct JoinResult(Flight? Flight, bool Started, StoredResponse? Found, OriginPause? Pause)
{
    public static JoinResult Joined(Flight flight) => new(flight, Started: false, null, null);

    public static JoinResult New(Flight flight) => new(flight, Started: true, null, null);

    public static JoinResult InStore(StoredResponse found) => new(null, Started: false, found, null);

    public static JoinResult Paused(OriginPause pause) => new(null, Started: false, null, pause);
}
