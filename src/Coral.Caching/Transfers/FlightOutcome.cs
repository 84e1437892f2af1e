using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>
/// What the followers of a flight learn when the header is there, or when it is clear that none will come.
/// </summary>
internal sealed record FlightOutcome
{
    /// <summary>Status and header to pass on; <see langword="null"/> on failure.</summary>
    public ResponseHead? Head { get; init; }

    /// <summary>
    /// Age, freshness and selecting fields; after a 304 the whole response. <see langword="null"/> on failure.
    /// </summary>
    public StoredResponse? Response { get; init; }

    /// <summary>The body: growing, or the stored one after a 304.</summary>
    public IBodyReader Body { get; init; } = StoredBody.Empty;

    /// <summary>What the origin answered, 304 included; 0 when it did not.</summary>
    public int OriginStatus { get; init; }

    /// <summary>Why there is no response. Meaningful only without <see cref="Response"/>.</summary>
    public FetchFailure Failure { get; init; }

    /// <summary>Where the bytes come from.</summary>
    public FetchSource Source { get; init; }

    /// <summary>Whether they were still on their way to the peer that they come from.</summary>
    public bool IsJoined { get; init; }

    /// <summary>What hashes the body as it comes, if something does.</summary>
    public IDigestedBody? Digested { get; init; }

    /// <summary>Whether it may answer others than the one whose request fetched it.</summary>
    public bool Shareable { get; init; }

    /// <summary>Whether it goes into the store when it has come whole.</summary>
    public bool Storable { get; init; }

    /// <summary>Whether it is a stored response that a 304 has refreshed.</summary>
    public bool Refreshed => OriginStatus == 304;
}
