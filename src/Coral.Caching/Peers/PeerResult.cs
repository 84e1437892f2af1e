using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>What came of asking a peer. The receiver disposes the body.</summary>
public sealed record PeerResult
{
    /// <summary>How the peer took it; it says which of the others is set.</summary>
    public required PeerOutcome Outcome { get; init; }

    /// <summary>
    /// Answered: the header as of a whole response, <c>Age</c> included; or a 304 to a conditional request.
    /// </summary>
    public ResponseHead? Head { get; init; }

    /// <summary>Answered: the bytes from <see cref="Start"/> on.</summary>
    public IPeerBody? Body { get; init; }

    /// <summary>Answered: where the body begins: at the offset asked for, or at 0.</summary>
    public long Start { get; init; }

    /// <summary>
    /// Answered from a complete copy: what its chunks must be. <see langword="null"/> while the object is on its way.
    /// </summary>
    public ContentDigests? Digests { get; init; }

    /// <summary>
    /// NotHere: the value of <c>Vary</c>, where the peer knows other variants. Selects the key to look under.
    /// </summary>
    public string? Vary { get; init; }

    /// <summary>Full: who receives the object from the peer just now.</summary>
    public IReadOnlyList<NodeContact> Others { get; init; } = [];

    /// <summary>OriginFailed: how.</summary>
    public FetchFailure Failure { get; init; }
}
