using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Coral.Caching.Http;

namespace Coral.Proxy.Peers.Wire;

/// <summary>
/// The bytes that a seal covers: parts in a row, each with its length before it, so that none runs over.
/// </summary>
/// <remarks>Lies in a pooled buffer until disposed.</remarks>
internal ref struct SealTranscript
{
    /// <summary>Label of the seal over a request.</summary>
    public const string Request = "coral peer question";

    /// <summary>Label of the seal over a response's header.</summary>
    public const string Response = "coral peer answer";

    /// <summary>Label of the seal over the end of a response whose body was still being fetched.</summary>
    public const string End = "coral peer end";

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(2048);
    private int _length;

    /// <summary>Begins a transcript.</summary>
    /// <param name="purpose">The purpose of the seal: a seal for one is not valid for another.</param>
    public SealTranscript(string purpose)
    {
        Add(purpose);
    }

    /// <summary>The bytes added so far.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Adds a text, a byte a character.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        WriteLength(text.Length);
        Append(text);
    }

    /// <summary>Adds a number.</summary>
    public void Add(int number) => WriteLength(number);

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        WriteLength(bytes.Length);
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>
    /// Adds fields in the order of their names, in lower case, lines of one name joined by <c>", "</c>: what a proxy
    /// between us may change without changing their meaning makes no difference.
    /// </summary>
    /// <remarks>Left out: <see cref="PeerFields.Peer"/> itself, and what belongs to the transfer.</remarks>
    public void Add(FieldList fields)
    {
        var lines = ArrayPool<FieldLine>.Shared.Rent(fields.Count);
        try
        {
            var sorted = lines.AsSpan(0, Sort(fields.Lines, lines));
            for (var i = 0; i < sorted.Length; i++)
            {
                AddName(sorted[i].Name);
                var start = _length;
                WriteLength(0);
                Append(sorted[i].Value);
                for (; i + 1 < sorted.Length && sorted[i + 1].Is(sorted[i].Name); i++)
                {
                    Append(", ");
                    Append(sorted[i + 1].Value);
                }

                BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(start), _length - start - sizeof(int));
            }
        }
        finally
        {
            ArrayPool<FieldLine>.Shared.Return(lines, clearArray: true);
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private static bool IsCovered(in FieldLine line) =>
        !line.Is(PeerFields.Peer) && !line.Is("Host") && !line.Is("Content-Length") && !line.Name.StartsWith(':');

    /// <summary>Sorts by insertion: stable, and quick for the few fields that a message has.</summary>
    private static int Sort(ReadOnlySpan<FieldLine> lines, FieldLine[] sorted)
    {
        var count = 0;
        foreach (var line in lines)
        {
            if (!IsCovered(line))
            {
                continue;
            }

            var at = count++;
            while (at > 0 && string.Compare(sorted[at - 1].Name, line.Name, StringComparison.OrdinalIgnoreCase) > 0)
            {
                sorted[at] = sorted[at - 1];
                at--;
            }

            sorted[at] = line;
        }

        return count;
    }

    private void AddName(string name)
    {
        WriteLength(name.Length);
        var room = Room(name.Length);
        Encoding.Latin1.GetBytes(name, room);
        foreach (ref var letter in room[..name.Length])
        {
            letter = letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;
        }

        _length += name.Length;
    }

    private void Append(ReadOnlySpan<char> text) => _length += Encoding.Latin1.GetBytes(text, Room(text.Length));

    private void WriteLength(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(sizeof(int)), length);
        _length += sizeof(int);
    }

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _buffer.Length, _length + bytes));
            Bytes.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }
}
