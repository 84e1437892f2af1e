using System.Security.Cryptography;
using Coral.Caching.Http;
using Coral.Core.Http.StructuredFields;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Proxy.Peers.Wire;

/// <summary>Reads <see cref="PeerResponseFields"/>.</summary>
internal ref struct PeerResponseFieldsReader
{
    /// <summary>The longest time that a response may name: a day.</summary>
    private const long MaxRetrySeconds = 86400;

    private PeerResponseKind? _kind;
    private NodeId? _id;
    private long _status;
    private long _start;
    private long? _length;
    private byte[] _root = [];
    private byte[] _digest = [];
    private List<NodeContact> _others = [];
    private FetchFailure _failure = FetchFailure.ConnectionLost;
    private long _retry;
    private NodeContact? _source;
    private DateTimeOffset? _time;

    public PeerResponseFieldsReader() { }

    /// <summary>The fields in <paramref name="said"/>; <see langword="null"/> when one of them is malformed.</summary>
    public PeerResponseFields? Read(StructuredDictionary said)
    {
        foreach (var (key, member) in said)
        {
            if (!TryReadMember(key, member))
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
            RetryAfter = TimeSpan.FromSeconds(_retry),
            Source = _source,
            Time = _time,
        };
    }

    private bool TryReadMember(string key, StructuredMember member)
    {
        var item = member.Item ?? default;
        switch (key)
        {
            case "outcome":
                return (_kind = PeerResponseKinds.Parse(item.AsToken)) is not null;
            case "id":
                return TryReadId(item);
            case "status":
                return TryReadCount(item, out _status) && _status is >= 200 and <= 599;
            case "start":
                return TryReadCount(item, out _start);
            case "length":
                var hasLength = TryReadCount(item, out var length);
                _length = length;
                return hasLength;
            case "root":
                return TryReadDigest(item, out _root);
            case "digest":
                return TryReadDigest(item, out _digest);
            case "failure":
                return TryReadFailure(item);
            case "retry":
                return item.AsInteger is { } retry && (_retry = retry) is >= 0 and <= MaxRetrySeconds;
            case "others":
                return TryReadOthers(member);
            case "source":
                return (_source = ContactItem.Read(member)) is not null;
            case "time":
                return (_time = item.AsDate) is not null;
            default:
                return true;
        }
    }

    private bool TryReadId(in BareItem item)
    {
        if (item.AsBytes is not { Length: Identifier.ByteCount } bytes)
        {
            return false;
        }

        _id = new NodeId(Identifier.Read(bytes));
        return true;
    }

    private static bool TryReadCount(in BareItem item, out long count)
    {
        count = item.AsInteger ?? -1;
        return count >= 0;
    }

    private static bool TryReadDigest(in BareItem item, out byte[] digest)
    {
        digest = item.AsBytes ?? [];
        return digest.Length == SHA256.HashSizeInBytes;
    }

    /// <summary>A failure that this version does not know is a failure too.</summary>
    private bool TryReadFailure(in BareItem item)
    {
        if (Enum.TryParse<FetchFailure>(item.AsToken, out var failure) && Enum.IsDefined(failure))
        {
            _failure = failure;
        }

        return item.AsToken is not null;
    }

    private bool TryReadOthers(StructuredMember member)
    {
        if (member.InnerList is not { Count: > 0 and <= PeerResponseFields.MaxOthers } items)
        {
            return false;
        }

        foreach (var item in items)
        {
            if (ContactItem.Read(item) is not { } other)
            {
                return false;
            }

            _others.Add(other);
        }

        return true;
    }
}
