using System.Globalization;
using System.Text;
using Coral.Caching.Http;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Proxy.Peers.Wire;

/// <summary>The members of the field <see cref="PeerFields.Peer"/> of a response.</summary>
internal sealed record PeerResponseFields
{
    /// <summary>Most contacts in one response.</summary>
    public const int MaxOthers = 16;

    /// <summary>The kind of the response.</summary>
    public required PeerResponseKind Kind { get; init; }

    /// <summary>The id of the responding node.</summary>
    public required NodeId Id { get; init; }

    /// <summary>The status of the representation, where that of the message is 206 instead; else 0.</summary>
    public int Status { get; init; }

    /// <summary>The offset of the first byte of the body.</summary>
    public long Start { get; init; }

    /// <summary>The length of the whole representation; <see langword="null"/> while it is unknown.</summary>
    public long? Length { get; init; }

    /// <summary>Of a complete copy, the root of its chunk digests, which come before the bytes; else empty.</summary>
    public ReadOnlyMemory<byte> Root { get; init; }

    /// <summary>Of a complete copy, SHA-256 of the whole; else empty.</summary>
    public ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>The peers that receive the object, in a response that refuses for want of a slot.</summary>
    public IReadOnlyList<NodeContact> Others { get; init; } = [];

    /// <summary>The failure of the origin, in a response that reports it.</summary>
    public FetchFailure Failure { get; init; }

    /// <summary>Source: the node that the peer follows, if any.</summary>
    public NodeContact? Source { get; init; }

    /// <summary>Clock: the time of the peer.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Writes it, without the seal.</summary>
    public string Write()
    {
        var text = new StringBuilder(192);
        Span<byte> id = stackalloc byte[Identifier.ByteCount];
        Id.Point.Write(id);
        text.Append("outcome=").Append(PeerResponseKinds.Token(Kind)).Append(", id=");
        AppendBytes(text, id);
        if (Status != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", status={Status}");
        }

        if (Start != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", start={Start}");
        }

        if (Length is { } length)
        {
            text.Append(CultureInfo.InvariantCulture, $", length={length}");
        }

        if (!Root.IsEmpty)
        {
            AppendBytes(text.Append(", root="), Root.Span);
            AppendBytes(text.Append(", digest="), Digest.Span);
        }

        if (Kind == PeerResponseKind.Failed)
        {
            text.Append(", failure=").Append(Failure.ToString());
        }

        AppendContacts(text);
        if (Time is { } time)
        {
            text.Append(CultureInfo.InvariantCulture, $", time=@{time.ToUnixTimeSeconds()}");
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; members that are not known are passed over.</summary>
    public static PeerResponseFields? TryRead(ReadOnlySpan<char> said) => new PeerResponseFieldsReader().Read(said);

    private void AppendContacts(StringBuilder text)
    {
        for (var i = 0; i < Others.Count && i < MaxOthers; i++)
        {
            ContactItem.Append(text.Append(i == 0 ? ", others=(" : " "), Others[i]);
        }

        text.Append(Others.Count > 0 ? ")" : null);
        if (Source is { } source)
        {
            ContactItem.Append(text.Append(", source="), source);
        }
    }

    private static void AppendBytes(StringBuilder text, ReadOnlySpan<byte> bytes) =>
        text.Append(':').Append(Convert.ToBase64String(bytes)).Append(':');
}
