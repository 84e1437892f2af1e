using System.Security.Cryptography;
using Coral.Caching.Http;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Proxy.Peers.Wire;

/// <summary>Reads <see cref="PeerResponseFields"/>.</summary>
internal ref struct PeerResponseFieldsReader
{
    private PeerResponseKind? _kind;
    private NodeId? _id;
    private long _status;
    private long _start;
    private long? _length;
    private byte[] _root = [];
    private byte[] _digest = [];
    private List<NodeContact> _others = [];
    private FetchFailure _failure = FetchFailure.ConnectionLost;
    private NodeContact? _source;
    private DateTimeOffset? _time;

    public PeerResponseFieldsReader() { }

    /// <summary>The fields in <paramref name="said"/>; <see langword="null"/> when it is not well-formed.</summary>
    public PeerResponseFields? Read(ReadOnlySpan<char> said)
    {
        var reader = new StructuredReader(said);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadMember(out var key) || !TryReadValue(ref reader, key))
            {
                return null;
            }
        }

        if (_kind is not { } kind || _id is not { } id || _root.Length != _digest.Length)
        {
            return null;
        }

        return new PeerResponseFields
        {
            Kind = kind,
            Id = id,
            Status = (int)_status,
            Start = _start,
            Length = _length,
            Root = _root,
            Digest = _digest,
            Others = _others,
            Failure = _failure,
            Source = _source,
            Time = _time,
        };
    }

    private bool TryReadValue(ref StructuredReader reader, ReadOnlySpan<char> key)
    {
        switch (key)
        {
            case "outcome":
                return reader.TryReadToken(out var outcome) && (_kind = PeerResponseKinds.Parse(outcome)) is not null;
            case "id":
                return TryReadId(ref reader);
            case "status":
                return reader.TryReadInteger(out _status) && _status is >= 200 and <= 599;
            case "start":
                return reader.TryReadInteger(out _start);
            case "length":
                var hasLength = reader.TryReadInteger(out var length);
                _length = length;
                return hasLength;
            case "root":
                return reader.TryReadBytes(_root = new byte[SHA256.HashSizeInBytes]);
            case "digest":
                return reader.TryReadBytes(_digest = new byte[SHA256.HashSizeInBytes]);
            case "failure":
                return TryReadFailure(ref reader);
            case "others":
                return TryReadOthers(ref reader);
            case "source":
                var hasSource = reader.TryTake("=") & ContactItem.TryRead(ref reader, out var source);
                _source = source;
                return hasSource;
            case "time":
                var hasTime = reader.TryReadDate(out var time);
                _time = time;
                return hasTime;
            default:
                reader.Skip();
                return true;
        }
    }

    private bool TryReadId(ref StructuredReader reader)
    {
        Span<byte> id = stackalloc byte[Identifier.ByteCount];
        var read = reader.TryReadBytes(id);
        _id = new NodeId(Identifier.Read(id));
        return read;
    }

    /// <summary>A failure that this version does not know is a failure too.</summary>
    private bool TryReadFailure(ref StructuredReader reader)
    {
        var read = reader.TryReadToken(out var token);
        if (Enum.TryParse<FetchFailure>(token, out var failure) && Enum.IsDefined(failure))
        {
            _failure = failure;
        }

        return read;
    }

    private bool TryReadOthers(ref StructuredReader reader)
    {
        if (!reader.TryTake("=("))
        {
            return false;
        }

        do
        {
            if (_others.Count == PeerResponseFields.MaxOthers || !ContactItem.TryRead(ref reader, out var other))
            {
                return false;
            }

            _others.Add(other);
        } while (reader.TryTake(" "));

        return reader.TryTake(")");
    }
}
