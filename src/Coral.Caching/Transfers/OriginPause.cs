using Coral.Caching.Http;

namespace Coral.Caching.Transfers;

/// <summary>The reason not to request a URL from its origin now, and the rest of the time that it holds for.</summary>
/// <param name="Rest">The time until the origin may be requested again.</param>
/// <param name="Failure">The failure to report meanwhile.</param>
/// <param name="Status">With <see cref="FetchFailure.Refused"/>, the status that the origin refused with.</param>
internal readonly record struct OriginPause(
    TimeSpan Rest,
    FetchFailure Failure = FetchFailure.RecentlyFailed,
    int Status = 0
);
