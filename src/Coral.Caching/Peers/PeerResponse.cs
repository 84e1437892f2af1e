using System.Globalization;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>A peer's response, at either end: as the service makes it, and as the requester receives it.</summary>
/// <remarks>
/// <see cref="Outcome"/> says which of the other members are set. Disposing at the serving end gives the upload back;
/// harmless when repeated. The requesting end disposes the body.
/// </remarks>
/// <typeparam name="TBody">
/// The body: at the serving end one to read at any offset (<see cref="IBodyReader"/>), at the requesting end one that
/// comes (<see cref="IOriginBody"/>).
/// </typeparam>
public sealed class PeerResponse<TBody> : IDisposable
    where TBody : class
{
    private Action? _release;

    /// <summary>The outcome of the request.</summary>
    public required PeerOutcome Outcome { get; init; }

    /// <summary>
    /// Answered: status and header as of a whole response; a 304 where the condition held. At the serving end without
    /// <see cref="Age"/>, at the requesting end with it.
    /// </summary>
    public ResponseHead? Head { get; init; }

    /// <summary>Answered, at the serving end: the age in seconds that is sent with <see cref="Head"/>.</summary>
    public long? Age { get; init; }

    /// <summary>
    /// Answered: the body. At the serving end the whole, complete or growing, to be sent from <see cref="Start"/> on;
    /// at the requesting end the bytes from there on.
    /// </summary>
    public TBody? Body { get; init; }

    /// <summary>Answered: the offset of the first byte that is sent: the one requested, or 0.</summary>
    public long Start { get; init; }

    /// <summary>
    /// Answered from a complete copy: the digests of its chunks; <see langword="null"/> while the object is on its way.
    /// </summary>
    public ContentDigests? Digests { get; init; }

    /// <summary>
    /// Called at the end of the body: SHA-256 of the whole representation (<c>Repr-Digest</c>, RFC 9530); empty for
    /// none.
    /// </summary>
    public Func<ReadOnlyMemory<byte>> FinalDigest { get; init; } = static () => default;

    /// <summary>
    /// NotHere: the value of <c>Vary</c>, where the peer knows other variants. Selects the key to look under.
    /// </summary>
    public string? Vary { get; init; }

    /// <summary>Full: the nodes that receive the object from the peer just now.</summary>
    public IReadOnlyList<NodeContact> Others { get; init; } = [];

    /// <summary>OriginFailed: how.</summary>
    public FetchFailure Failure { get; init; }

    /// <summary>
    /// OriginFailed by a refusal (<see cref="FetchFailure.Refused"/>): the status that the origin refused with.
    /// </summary>
    public int RefusedWith { get; init; }

    /// <summary>OriginFailed by an answer that the peer repeats from memory: the time for which it does.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Serving end: called once, when the response was sent, or will not be.</summary>
    public Action? Release
    {
        init => _release = value;
    }

    /// <summary>The response as the requester receives it, without a slot to give back.</summary>
    /// <param name="body">The body, whole or still arriving.</param>
    /// <param name="finalDigest">Called at the end of the body: the digest that came with it.</param>
    public PeerResponse<TOther> Received<TOther>(TOther? body, Func<ReadOnlyMemory<byte>> finalDigest)
        where TOther : class =>
        new()
        {
            Outcome = Outcome,
            Head = HeadWithAge(),
            Body = body,
            Start = Start,
            Digests = Digests,
            FinalDigest = finalDigest,
            Vary = Vary,
            Others = Others,
            Failure = Failure,
            RefusedWith = RefusedWith,
            RetryAfter = RetryAfter,
        };

    private ResponseHead? HeadWithAge() =>
        Head is { } head && Age is { } age
            ? head with
            {
                Fields = head.Fields.With("Age", age.ToString(CultureInfo.InvariantCulture)),
            }
            : Head;

    /// <inheritdoc />
    public void Dispose()
    {
        (Body as IBodyReader)?.Dispose();
        Interlocked.Exchange(ref _release, null)?.Invoke();
    }
}
