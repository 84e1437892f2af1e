using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>
/// The state of a fetch that its followers get once the header has arrived, or once it is certain that none will.
/// </summary>
internal sealed record FlightOutcome
{
    /// <summary>Status and header to send on; <see langword="null"/> on failure.</summary>
    public ResponseHead? Head { get; init; }

    /// <summary>Age and freshness of the response. Meaningful only with <see cref="Head"/>.</summary>
    public Freshness Freshness { get; init; }

    /// <summary>The request fields that select the response.</summary>
    public SelectingFields Selecting { get; init; } = SelectingFields.None;

    /// <summary>The stored response that a 304 has refreshed; <see langword="null"/> without a 304.</summary>
    public StoredResponse? Refreshed { get; init; }

    /// <summary>The body that is arriving; empty without one, and after a 304.</summary>
    public IBodyReader Body { get; init; } = StoredBody.Empty;

    /// <summary>The status of the origin's response, 304 included; 0 without one.</summary>
    public int OriginStatus { get; init; }

    /// <summary>The reason for the lack of a response. Meaningful only without <see cref="Head"/>.</summary>
    public FetchFailure Failure { get; init; }

    /// <summary>The source of the bytes.</summary>
    public FetchSource Source { get; init; }

    /// <summary>True if the peer that sends the bytes was still receiving them itself.</summary>
    public bool IsJoined { get; init; }

    /// <summary>The body that is hashed as it arrives; <see langword="null"/> where nothing hashes it.</summary>
    public IDigestedBody? Digested { get; init; }

    /// <summary>True if the response may satisfy requests other than the one that fetched it.</summary>
    public bool Shareable { get; init; }

    /// <summary>True if the response is stored once it is complete.</summary>
    public bool Storable { get; init; }
}
