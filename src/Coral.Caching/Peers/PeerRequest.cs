using Coral.Caching.Http;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>A request of one proxy to another.</summary>
/// <param name="Request">
/// GET or HEAD with the fields that select a variant; conditional where the requester holds a stale copy.
/// </param>
/// <param name="From">The requester, which is named to others as a holder while it receives.</param>
/// <param name="Offset">The first byte wanted: what came before is there already. 0 for the whole.</param>
/// <param name="Validator">
/// With an offset, the strong entity tag or modification date of what is there: of another representation the requester
/// wants all, from its first byte (RFC 9110, section 13.1.5).
/// </param>
/// <param name="IsRelay">
/// The requester cannot reach a holder that others reach, and asks the peer to fetch as for a client of its own. The
/// peer does not pass such a request on.
/// </param>
public sealed record PeerRequest(
    CacheRequest Request,
    NodeContact From,
    long Offset = 0,
    string? Validator = null,
    bool IsRelay = false
);
