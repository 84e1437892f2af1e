using System.Buffers;
using System.Text;

namespace Coral.Proxy.Origin;

/// <summary>Puts the field lines of an HTTP/1.1 header in order, at the cost of the odd ones alone.</summary>
/// <remarks>
/// The framework's client refuses a whole response for one line that browsers, curl and nginx read or pass over. So,
/// before it sees them (RFC 9112, section 5; RFC 9110, section 5.5):
/// 1. white space before the colon is removed, and a folded line is joined;
/// 2. a line without a colon, or whose name is no token, is dropped, with the lines folded behind it;
/// 3. a control character in a value becomes a space;
/// 4. a <c>Content-Length</c> that says the same number again is dropped (RFC 9110, section 8.6).
/// A line that may be about the framing of the body is left as it is where it is odd: the client refuses it.
/// </remarks>
internal sealed class HeaderRepair
{
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8
    );

    private static readonly SearchValues<byte> Controls = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (byte)c).Where(c => c != '\t'),
        0x7f,
    ]);

    private readonly IBufferWriter<byte> _output;
    private byte[]? _length;
    private bool _inField;

    private HeaderRepair(IBufferWriter<byte> output)
    {
        _output = output;
    }

    /// <summary>Writes <paramref name="head"/> in order.</summary>
    /// <param name="head">The status line and the field lines, with the empty line that ends them.</param>
    /// <param name="output">The writer that the result goes to.</param>
    public static void Write(ReadOnlySpan<byte> head, IBufferWriter<byte> output)
    {
        var repair = new HeaderRepair(output);
        repair.PutLine(NextLine(ref head));
        while (NextLine(ref head) is { IsEmpty: false } line)
        {
            if (line[0] is (byte)' ' or (byte)'\t')
            {
                repair.Fold(line);
            }
            else
            {
                repair.Take(line);
            }
        }

        repair.EndField();
        repair.PutLine(default);
    }

    /// <summary>Takes the first line off <paramref name="text"/>, and its line break with it.</summary>
    public static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        var line = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        EndField();
        var colon = line.IndexOf((byte)':');
        var name = (colon < 0 ? line : line[..colon]).TrimEnd(" \t"u8);
        if (colon < 0 || name.IsEmpty || name.ContainsAnyExcept(NameBytes))
        {
            if (MayBeFraming(name))
            {
                PutLine(line);
            }

            return;
        }

        var value = line[(colon + 1)..];
        var isLength = Ascii.EqualsIgnoreCase(name, "Content-Length"u8);
        if (isLength && IsRepeated(ref value))
        {
            return;
        }

        _output.Write(name);
        _output.Write(":"u8);
        Put(value, keepsControls: isLength || Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8));
        _inField = true;
    }

    /// <summary>A line that begins with white space goes on with the field before it, or is dropped with it.</summary>
    private void Fold(ReadOnlySpan<byte> line)
    {
        if (_inField)
        {
            _output.Write(" "u8);
            Put(line.TrimStart(" \t"u8), keepsControls: false);
        }
    }

    /// <summary>True if a length was named before, and this is the same; a list of one number is cut to it.</summary>
    private bool IsRepeated(ref ReadOnlySpan<byte> value)
    {
        var text = value.Trim(" \t"u8);
        var comma = text.IndexOf((byte)',');
        var first = comma < 0 ? text : text[..comma].TrimEnd(" \t"u8);
        var rest = comma < 0 ? default : text[(comma + 1)..];
        while (comma >= 0)
        {
            comma = rest.IndexOf((byte)',');
            if (!(comma < 0 ? rest : rest[..comma]).Trim(" \t"u8).SequenceEqual(first))
            {
                return false;
            }

            rest = comma < 0 ? default : rest[(comma + 1)..];
        }

        if (_length is not null)
        {
            return first.SequenceEqual(_length);
        }

        _length = first.ToArray();
        value = first;
        return false;
    }

    private void EndField()
    {
        if (_inField)
        {
            PutLine(default);
            _inField = false;
        }
    }

    private void PutLine(ReadOnlySpan<byte> line)
    {
        _output.Write(line);
        _output.Write("\r\n"u8);
    }

    private void Put(ReadOnlySpan<byte> value, bool keepsControls)
    {
        var into = _output.GetSpan(value.Length)[..value.Length];
        value.CopyTo(into);
        for (var at = keepsControls ? -1 : into.IndexOfAny(Controls); at >= 0; at = into.IndexOfAny(Controls))
        {
            into[at] = (byte)' ';
        }

        _output.Advance(value.Length);
    }

    private static bool MayBeFraming(ReadOnlySpan<byte> name)
    {
        var text = Encoding.Latin1.GetString(name);
        return text.Contains("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)
            || text.Contains("Content-Length", StringComparison.OrdinalIgnoreCase);
    }
}
