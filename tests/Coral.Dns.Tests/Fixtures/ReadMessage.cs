using System.Buffers.Binary;
using System.Net;
using System.Text;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Fixtures;

/// <summary>An answer parsed by the slow model, for assertions on text.</summary>
internal sealed class ReadMessage
{
    private readonly byte[] _bytes;
    private int _at = 12;

    public ReadMessage(ReadOnlySpan<byte> message)
    {
        _bytes = message.ToArray();
        Id = Read16(0);
        Flags = Read16(2);
        for (var i = 0; i < Read16(4); i++)
        {
            var start = _at;
            var name = ReadName();
            var length = _at - start;
            RawQuestion = Encoding.Latin1.GetString(_bytes, start, length);
            Question = $"{name} {(RecordType)Next16()}";
            Next16();
        }

        Answers = [.. Enumerable.Range(0, Read16(6)).Select(_ => ReadRecord())];
        Authorities = [.. Enumerable.Range(0, Read16(8)).Select(_ => ReadRecord())];
        Additionals =
        [
            .. Enumerable.Range(0, Read16(10)).Select(_ => ReadRecord()).Where(record => record.Type != "OPT"),
        ];
        Assert.Equal(_bytes.Length, _at);
    }

    public int Length => _bytes.Length;

    public ushort Id { get; }

    public ushort Flags { get; }

    public string? Question { get; }

    /// <summary>The name in the question, byte for byte.</summary>
    public string? RawQuestion { get; }

    public IReadOnlyList<ReadRecord> Answers { get; }

    public IReadOnlyList<ReadRecord> Authorities { get; }

    public IReadOnlyList<ReadRecord> Additionals { get; }

    public bool HasEdns { get; private set; }

    public uint EdnsFlags { get; private set; }

    public int PayloadBytes { get; private set; }

    public Dictionary<int, byte[]> Options { get; } = [];

    public ResponseCode Code => (ResponseCode)((Flags & 0xF) | (int)(EdnsFlags >> 24 << 4));

    public bool IsAuthoritative => (Flags & 0x0400) != 0;

    public bool IsTruncated => (Flags & 0x0200) != 0;

    public string? Reason =>
        Options.TryGetValue(15, out var error)
            ? $"{BinaryPrimitives.ReadUInt16BigEndian(error)} {Encoding.ASCII.GetString(error, 2, error.Length - 2)}"
            : null;

    private ReadRecord ReadRecord()
    {
        var owner = ReadName();
        var type = (RecordType)Next16();
        var recordClass = Next16();
        var seconds = ((uint)Next16() << 16) | Next16();
        var end = Next16() + _at;
        if (type == RecordType.OPT)
        {
            Assert.False(HasEdns);
            HasEdns = true;
            EdnsFlags = seconds;
            PayloadBytes = recordClass;
            while (_at < end)
            {
                var code = Next16();
                var length = Next16();
                Options.Add(code, _bytes[_at..(_at + length)]);
                _at += length;
            }
        }
        else
        {
            Assert.Equal(1, recordClass);
        }

        var data = ReadData(type, end);
        Assert.Equal(end, _at);
        return new ReadRecord(owner, type.ToString(), seconds, data);
    }

    private string ReadData(RecordType type, int end)
    {
        switch (type)
        {
            case RecordType.A or RecordType.AAAA:
                var address = new IPAddress(_bytes.AsSpan(_at..end)).ToString();
                _at = end;
                return address;
            case RecordType.NS or RecordType.CNAME or RecordType.DNAME or RecordType.PTR:
                return ReadName();
            case RecordType.MX:
                return $"{Next16()} {ReadName()}";
            case RecordType.SOA:
                var names = $"{ReadName()} {ReadName()}";
                var numbers = Enumerable.Range(0, 5).Select(_ => ((uint)Next16() << 16) | Next16()).ToArray();
                return $"{names} {string.Join(' ', numbers.Skip(1))}";
            case RecordType.TXT or RecordType.HINFO:
                var text = new List<string>();
                while (_at < end)
                {
                    text.Add('"' + Encoding.UTF8.GetString(_bytes, _at + 1, _bytes[_at]) + '"');
                    _at += _bytes[_at] + 1;
                }

                return string.Join(' ', text);
            default:
                var hex = @"\# " + Convert.ToHexString(_bytes.AsSpan(_at..end));
                _at = end;
                return hex;
        }
    }

    private string ReadName()
    {
        var (labels, next) = ModelName.Read(_bytes, _at) ?? throw new FormatException($"No name at {_at}.");
        _at = next;
        return ModelName.Text(labels);
    }

    private ushort Next16()
    {
        _at += 2;
        return Read16(_at - 2);
    }

    private ushort Read16(int place) => BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(place));
}
