using Coral.Caching.Http;
using Coral.Caching.Integrity;

namespace Coral.Caching.Store;

/// <summary>
/// A complete response as the store keeps it. Immutable; refreshing makes a new one that shares the body.
/// </summary>
/// <remarks>
/// All that a hit needs is computed once, here: the end of its freshness, and its age on arrival.
/// </remarks>
public sealed class StoredResponse
{
    /// <summary>
    /// The bytes of an entry beyond its text and body: objects, references and table slots (measured: see bench).
    /// </summary>
    public const int OverheadBytes = 512;

    private long _pointerDueTicks = DateTimeOffset.MaxValue.UtcTicks;
    private volatile bool _isDropped;

    /// <summary>Creates a stored response.</summary>
    /// <param name="head">Status and stored header.</param>
    /// <param name="body">The body, complete and in memory.</param>
    /// <param name="freshness">Age and lifetime of the response on arrival.</param>
    /// <param name="selecting">The request fields that <c>Vary</c> names, as they were; <see
    /// cref="SelectingFields.None"/> without <c>Vary</c>.</param>
    /// <param name="digests">The digests of the body, where they are known.</param>
    public StoredResponse(
        ResponseHead head,
        StoredBody body,
        Freshness freshness,
        SelectingFields selecting,
        ContentDigests? digests = null
    )
    {
        Head = head;
        Body = body;
        Freshness = freshness;
        Selecting = selecting;
        Digests = digests;
        Date = head.DateOf("Date", freshness.ResponseTime) ?? freshness.ResponseTime;
        Negotiated = NegotiatedFields.Of(head, body.Length);
        SizeBytes =
            OverheadBytes
            + body.MemoryBytes
            + HeadLength.Of(head)
            + (digests?.SizeBytes ?? 0)
            + (Negotiated?.SizeBytes ?? 0)
            + (2 * (CountChars(head.Fields) + selecting.CharCount));
    }

    /// <summary>Status and stored header.</summary>
    public ResponseHead Head { get; }

    /// <summary>The complete body.</summary>
    public StoredBody Body { get; }

    /// <summary>Age and lifetime of the response, fixed when the header arrived.</summary>
    public Freshness Freshness { get; }

    /// <summary>The arrival of the header (RFC 9111, section 4.2.3, <c>response_time</c>).</summary>
    public DateTimeOffset ResponseTime => Freshness.ResponseTime;

    /// <summary>Age of the response on arrival.</summary>
    public TimeSpan InitialAge => Freshness.InitialAge;

    /// <summary>Freshness lifetime, counted from generation at the origin; zero when every use must validate.</summary>
    public TimeSpan Lifetime => Freshness.Lifetime;

    /// <summary>The instant from which it is stale; before <see cref="ResponseTime"/> when it arrived so.</summary>
    public DateTimeOffset FreshUntil => Freshness.FreshUntil;

    /// <summary>The request fields that <c>Vary</c> names, with the values that selected this response.</summary>
    public SelectingFields Selecting { get; }

    /// <summary>
    /// The moment when the origin made it, by which the more recent of two is told (RFC 9111, section 4).
    /// </summary>
    public DateTimeOffset Date { get; }

    /// <summary>The digests of its body; <see langword="null"/> where the response is not for peers.</summary>
    public ContentDigests? Digests { get; }

    /// <summary>
    /// The fields of a response that the node may compress for its clients; <see langword="null"/> for any other.
    /// </summary>
    public NegotiatedFields? Negotiated { get; }

    /// <summary>The charge of this entry, in bytes; that of the coded forms of its body comes on top.</summary>
    /// <remarks>
    /// The body as allocated, the header's text, and bookkeeping; besides that the header once more as HTTP/1.1 writes
    /// it, for the buffers of those who send it.
    /// </remarks>
    public long SizeBytes { get; }

    /// <summary>From when on a use is to renew its pointer in the index. The one thing that changes.</summary>
    internal DateTimeOffset PointerDue
    {
        get => new(Volatile.Read(ref _pointerDueTicks), TimeSpan.Zero);
        set => Volatile.Write(ref _pointerDueTicks, value.UtcTicks);
    }

    /// <summary>True if it is no longer in the store.</summary>
    internal bool IsDropped
    {
        get => _isDropped;
        set => _isDropped = value;
    }

    /// <summary>True if its pointer is to be renewed at <paramref name="now"/>: one comparison.</summary>
    internal bool IsPointerDue(DateTimeOffset now) => now.UtcTicks >= Volatile.Read(ref _pointerDueTicks);

    /// <summary>True if it may be served without asking the origin at <paramref name="now"/>.</summary>
    /// <remarks>Never when it was stale on arrival, however the clock is set back later.</remarks>
    public bool IsFresh(DateTimeOffset now) => Freshness.IsFresh(now);

    /// <summary>The current age (RFC 9111, section 4.2.3); never less than on arrival.</summary>
    public TimeSpan Age(DateTimeOffset now) => Freshness.Age(now);

    /// <summary>An upper bound of <see cref="SizeBytes"/>, before the body has come.</summary>
    public static long MostBytes(ResponseHead head, long bodyBytes)
    {
        ArgumentNullException.ThrowIfNull(head);
        var digestBytes = (bodyBytes / 1024) + 256;
        return bodyBytes + digestBytes + (4L * (HeadLength.Of(head) + OverheadBytes));
    }

    /// <summary>The same response, stale from <paramref name="moment"/> on at the latest.</summary>
    public StoredResponse StaleFrom(DateTimeOffset moment) =>
        new(Head, Body, Freshness.StaleFrom(moment), Selecting, Digests);

    /// <summary>
    /// True if it is chosen before <paramref name="other"/> where a request selects both (RFC 9111, section 4.1).
    /// </summary>
    /// <remarks>
    /// One that says what it varies on before one that says nothing, which may have forgotten it; else the more recent.
    /// </remarks>
    internal bool IsChosenBefore(StoredResponse other) =>
        (Selecting.Names.Count > 0) == (other.Selecting.Names.Count > 0)
            ? Date > other.Date
            : Selecting.Names.Count > 0;

    private static int CountChars(FieldList fields)
    {
        var chars = 0;
        foreach (var line in fields.Lines)
        {
            chars += line.Name.Length + line.Value.Length;
        }

        return chars;
    }
}
