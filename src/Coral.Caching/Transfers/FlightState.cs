namespace Coral.Caching.Transfers;

/// <summary>The state of a fetch.</summary>
/// <remarks>
/// <code>
///   Asking ──► Arriving ──► Landed       the body has come whole
///      │  │        │  └───► Broken       the body broke off; nothing is stored
///      │  ├────────│──────► Landed       304: there is no body to wait for
///      │  └────────│──────► Broken       no header came
///      └───────────┴──────► Abandoned    everybody has left
/// </code>
/// </remarks>
internal enum FlightState
{
    /// <summary>The request has been sent; no header yet. Every request for the object may follow.</summary>
    Requesting,

    /// <summary>
    /// The header is there, the body is arriving. Requests that the response satisfies may still follow.
    /// </summary>
    Arriving,

    /// <summary>All has come.</summary>
    Landed,

    /// <summary>The origin failed.</summary>
    Broken,

    /// <summary>All followers have left, too early for the rest to be worth fetching.</summary>
    Abandoned,
}
