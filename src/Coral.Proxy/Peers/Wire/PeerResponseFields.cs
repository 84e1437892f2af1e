using Coral.Caching.Http;
using Coral.Core.Http.StructuredFields;
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

    /// <summary>
    /// The status of the representation, where that of the message is 206 instead; of a refusal, the status that the
    /// origin refused with; else 0.
    /// </summary>
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

    /// <summary>The time for which the failure is repeated from memory, in whole seconds; zero for none.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Source: the node that the peer follows, if any.</summary>
    public NodeContact? Source { get; init; }

    /// <summary>Clock: the time of the peer.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Writes it, without the seal.</summary>
    public string Write()
    {
        Span<byte> id = stackalloc byte[Identifier.ByteCount];
        Id.Point.Write(id);
        var writer = new StructuredFieldWriter(stackalloc char[256]);
        writer.WriteMember("outcome", BareItem.Token(PeerResponseKinds.Token(Kind)));
        writer.WriteMember("id", BareItem.Bytes(id));
        WriteCounts(ref writer);
        if (!Root.IsEmpty)
        {
            writer.WriteMember("root", BareItem.Bytes(Root.Span));
            writer.WriteMember("digest", BareItem.Bytes(Digest.Span));
        }

        if (Kind == PeerResponseKind.Failed)
        {
            writer.WriteMember("failure", BareItem.Token(Failure.ToString()));
            if (RetryAfter > TimeSpan.Zero)
            {
                writer.WriteMember("retry", BareItem.Integer((long)Math.Ceiling(RetryAfter.TotalSeconds)));
            }
        }

        WriteContacts(ref writer);
        if (Time is { } time)
        {
            writer.WriteMember("time", BareItem.Date(time));
        }

        return writer.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; members that are not known are passed over.</summary>
    public static PeerResponseFields? TryRead(ReadOnlySpan<char> said) =>
        StructuredField.TryParseDictionary(said, out var members) ? new PeerResponseFieldsReader().Read(members) : null;

    private void WriteCounts(ref StructuredFieldWriter writer)
    {
        if (Status != 0)
        {
            writer.WriteMember("status", BareItem.Integer(Status));
        }

        if (Start != 0)
        {
            writer.WriteMember("start", BareItem.Integer(Start));
        }

        if (Length is { } length)
        {
            writer.WriteMember("length", BareItem.Integer(length));
        }
    }

    private void WriteContacts(ref StructuredFieldWriter writer)
    {
        if (Others.Count > 0)
        {
            writer.OpenInnerList("others");
            foreach (var other in Others.Take(MaxOthers))
            {
                writer.Write(ContactItem.Of(other));
            }

            writer.CloseInnerList();
        }

        if (Source is { } source)
        {
            writer.Write(ContactItem.Of(source), "source");
        }
    }
}
