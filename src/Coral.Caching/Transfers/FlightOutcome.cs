using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>
/// The state of a fetch that its followers get once the header has arrived, or once it is certain that none will.
/// </summary>
internal sealed record FlightOutcome
{
    /// <summary>The response as it was fetched, a 304 included; or the failure to fetch it.</summary>
    public required FetchedResponse Fetched { get; init; }

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

    /// <summary>The reason for the lack of a response. Meaningful only without <see cref="Head"/>.</summary>
    public FetchFailure Failure => Fetched.Failure;

    /// <summary>
    /// The time to leave the origin alone, by whose header it asks for that; <see langword="null"/> for others.
    /// </summary>
    public OriginPause? Refusal { get; init; }

    /// <summary>The body that is hashed as it arrives; <see langword="null"/> where nothing hashes it.</summary>
    public IDigestedBody? Digested => Fetched.Body as IDigestedBody;

    /// <summary>True if the response may satisfy requests other than the one that fetched it.</summary>
    public bool Shareable { get; init; }

    /// <summary>
    /// True if the response may be stored once it is complete, and so serves those who come meanwhile.
    /// </summary>
    public bool Storable { get; init; }

    /// <summary>
    /// True if the store takes the response once it is complete: false for one that is larger than any tier holds, and
    /// where only the header is wanted.
    /// </summary>
    public bool WillBeStored { get; init; }
}
