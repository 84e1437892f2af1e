using System.Globalization;
using Coral.Core.Units;
using Coral.Dns.Wire;

namespace Coral.Dns.Presentation;

/// <summary>A parser of one record in text form, word by word.</summary>
internal sealed class RecordParser(string text, DnsName origin)
{
    private const int MaxTimeToLiveDays = 24_855; // 2^31 - 1 seconds (RFC 2181, section 8)
    private readonly Queue<string> _words = new(RecordTokenizer.Split(text));

    public StaticRecord Read()
    {
        var owner = ReadName();
        if (WireName.FirstLabel(owner.Wire).SequenceEqual("*"u8))
        {
            throw Fault("wildcards are not served; every name that can be coralized exists anyway");
        }

        TimeSpan? timeToLive = null;
        var type = ReadWord();
        if (char.IsAsciiDigit(type[0]))
        {
            timeToLive =
                Duration.TryParse(type, out var parsed) && parsed <= TimeSpan.FromDays(MaxTimeToLiveDays)
                    ? parsed
                    : throw Fault($"“{type}” is no time to live: write {Duration.Allowed}");
            type = ReadWord();
        }

        if (type.Equals("IN", StringComparison.OrdinalIgnoreCase))
        {
            type = ReadWord();
        }

        var code = ReadType(type);
        var isOpaque = _words.TryPeek(out var mark) && mark == @"\#";
        var data = (ReaderOf(code), isOpaque) switch
        {
            ({ } read, false) => read(),
            (null, true) => ReadOpaque(),

            // Names in data must be well formed, since they are followed and compressed; names parsed from text always
            // are.
            ({ }, true) => throw Fault($"write the data of {code} as text"),
            (null, false) => throw Fault($"write the data of {code} as \\# LENGTH HEXADECIMAL"),
        };
        return _words.Count == 0
            ? new StaticRecord(owner, code, timeToLive, data)
            : throw Fault($"nothing is expected from “{_words.Peek()}” on");
    }

    /// <summary>
    /// The parser for the data of a type; <see langword="null"/> for types whose text form is not known here.
    /// </summary>
    private Func<byte[]>? ReaderOf(RecordType type) =>
        type switch
        {
            RecordType.A or RecordType.AAAA => () => ReadAddress(type),
            RecordType.NS or RecordType.CNAME or RecordType.PTR => () => [.. ReadName().Wire],
            RecordType.MX => () => [.. ReadNumber(), .. ReadName().Wire],
            RecordType.SRV => () => [.. ReadNumber(), .. ReadNumber(), .. ReadNumber(), .. ReadName().Wire],
            RecordType.TXT => ReadTexts,
            RecordType.CAA => () => [ReadByte(), .. ReadTag(), .. RecordFields.Unquote(ReadWord())],
            _ => null,
        };

    private byte[] ReadAddress(RecordType type)
    {
        var word = ReadWord();
        return RecordFields.Address(word, type)
            ?? throw Fault($"“{word}” is no {(type == RecordType.A ? "IPv4" : "IPv6")} address");
    }

    private byte[] ReadTexts()
    {
        var bytes = new List<byte>();
        do
        {
            var piece = RecordFields.Unquote(ReadWord());
            if (piece.Length > byte.MaxValue)
            {
                throw Fault("a string has more than 255 bytes: write it in pieces");
            }

            bytes.Add((byte)piece.Length);
            bytes.AddRange(piece);
        } while (_words.Count > 0);
        return bytes.Count <= ushort.MaxValue ? [.. bytes] : throw Fault("too long");
    }

    private byte[] ReadTag()
    {
        // RFC 8659, section 4.1: letters and digits, 1 to 15 of them advised.
        var tag = ReadWord();
        return tag.Length <= 15 && tag.All(char.IsAsciiLetterOrDigit)
            ? [(byte)tag.Length, .. RecordFields.Unquote(tag)]
            : throw Fault($"“{tag}” is no tag");
    }

    private byte[] ReadOpaque()
    {
        _words.Dequeue();
        var length = ReadWord();
        var digits = string.Concat(_words);
        _words.Clear();
        try
        {
            var data = Convert.FromHexString(digits);
            return length == data.Length.ToString(CultureInfo.InvariantCulture) && data.Length <= ushort.MaxValue
                ? data
                : throw Fault($"“{length}” is not the number of bytes");
        }
        catch (FormatException)
        {
            throw Fault($"“{digits}” is not hexadecimal, or “{length}” not its number of bytes");
        }
    }

    private byte[] ReadNumber()
    {
        var word = ReadWord();
        return ushort.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? [(byte)(number >> 8), (byte)number]
            : throw Fault($"“{word}” is no number from 0 to 65535");
    }

    private byte ReadByte()
    {
        var word = ReadWord();
        return byte.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Fault($"“{word}” is no number from 0 to 255");
    }

    private DnsName ReadName()
    {
        var word = ReadWord();
        var name =
            word == "@" ? origin
            : DnsName.TryParse(word) is not { } parsed ? null
            : word.EndsWith('.') && !word.EndsWith(@"\.", StringComparison.Ordinal) ? parsed
            : origin.Below(parsed);
        return name ?? throw Fault($"“{word}” is no domain name");
    }

    private RecordType ReadType(string word)
    {
        var isNumber = word.StartsWith("TYPE", StringComparison.OrdinalIgnoreCase);
        return isNumber
            && ushort.TryParse(word.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                ? (RecordType)code
            : Enum.TryParse<RecordType>(word, ignoreCase: true, out var type)
            && type != RecordType.None
            && !char.IsAsciiDigit(word[0])
                ? type
            : throw Fault($"“{word}” is no type of record");
    }

    private string ReadWord() => _words.TryDequeue(out var word) ? word : throw Fault("it ends too early");

    private FormatException Fault(string what) => new($"The record “{text}” cannot be read: {what}.");
}
