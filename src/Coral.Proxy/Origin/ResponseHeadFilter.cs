using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Coral.Caching.Http;

namespace Coral.Proxy.Origin;

/// <summary>
/// Holds the header of an HTTP/1.1 response back until it is whole, and lets it on in order; bodies pass by it.
/// </summary>
/// <remarks>
/// Interim responses end here: the framework's client would pass them over. One user at a time; begun by the writer of
/// the request, before the reader can have a byte of its response.
/// </remarks>
/// <param name="maxBytes">
/// The largest header; a larger one is let on as it comes, for the client to refuse, which counts more strictly.
/// </param>
internal sealed class ResponseHeadFilter(int maxBytes)
{
    /// <summary>The bytes beyond its field lines that a header may have: status line and line breaks.</summary>
    private const int SlackBytes = 4096;

    private readonly int _maxBytes = maxBytes + SlackBytes;
    private ArrayBufferWriter<byte>? _received;
    private ArrayBufferWriter<byte>? _ready;
    private int _taken;
    private IInterimReceiver? _interim;
    private volatile bool _isInHead;

    private static ReadOnlySpan<byte> Start => "HTTP/"u8;

    /// <summary>True from the request to the end of the header of its final response.</summary>
    public bool IsInHead => _isInHead;

    /// <summary>True if there is something to take.</summary>
    public bool HasReady => _ready is not null;

    /// <summary>Waits for the header of the response to the request that is being written.</summary>
    /// <param name="interim">The receiver of interim responses to it.</param>
    public void Begin(IInterimReceiver? interim)
    {
        _interim = interim;
        _received = null;
        _isInHead = true;
    }

    /// <summary>Takes bytes of the header, and of what follows it.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        _received ??= new ArrayBufferWriter<byte>(Math.Max(1024, bytes.Length));
        var searched = Math.Max(0, _received.WrittenCount - 2);
        _received.Write(bytes);
        while (_isInHead)
        {
            var all = _received.WrittenSpan;
            var end = EndOfHead(all, searched);
            if (!CanBeHead(all) || (end < 0 && all.Length > _maxBytes))
            {
                LetOn();
            }
            else if (end < 0)
            {
                return;
            }
            else
            {
                Finish(all[..end], all[end..]);
                searched = 0;
            }
        }
    }

    /// <summary>No more bytes come: what there is of a header is let on.</summary>
    public void End()
    {
        if (_received is { WrittenCount: > 0 })
        {
            LetOn();
        }

        _isInHead = false;
    }

    /// <summary>Moves what is ready to <paramref name="destination"/>, as far as it goes.</summary>
    /// <returns>The number of bytes moved.</returns>
    public int Take(Span<byte> destination)
    {
        var left = _ready!.WrittenSpan[_taken..];
        var count = Math.Min(left.Length, destination.Length);
        left[..count].CopyTo(destination);
        _taken += count;
        if (_taken == _ready.WrittenCount)
        {
            (_ready, _taken) = (null, 0);
        }

        return count;
    }

    private void Finish(ReadOnlySpan<byte> head, ReadOnlySpan<byte> rest)
    {
        var output = new ArrayBufferWriter<byte>(head.Length + rest.Length + 2);
        HeaderRepair.Write(head, output);
        var status = StatusOf(head);
        if (status is >= 100 and < 200 and not 101)
        {
            if (status != 100)
            {
                _interim?.Receive(new ResponseHead(status, FieldsOf(output.WrittenSpan)));
            }

            var following = new ArrayBufferWriter<byte>(Math.Max(1024, rest.Length));
            following.Write(rest);
            _received = following;
            return;
        }

        output.Write(rest);
        (_ready, _received, _isInHead) = (output, null, false);
    }

    private void LetOn() => (_ready, _received, _isInHead) = (_received, null, false);

    private static bool CanBeHead(ReadOnlySpan<byte> bytes)
    {
        var length = Math.Min(bytes.Length, Start.Length);
        return bytes[..length].SequenceEqual(Start[..length]);
    }

    /// <summary>The index behind the first empty line from <paramref name="at"/> on; -1 without one.</summary>
    private static int EndOfHead(ReadOnlySpan<byte> bytes, int at)
    {
        while (bytes[at..].IndexOf((byte)'\n') is >= 0 and var next)
        {
            at += next + 1;
            switch (bytes[at..])
            {
                case [(byte)'\n', ..]:
                    return at + 1;
                case [(byte)'\r', (byte)'\n', ..]:
                    return at + 2;
            }
        }

        return -1;
    }

    private static int StatusOf(ReadOnlySpan<byte> head)
    {
        var space = head.IndexOf((byte)' ');
        return
            space >= 0
            && head.Length >= space + 5
            && head[space + 4] is (byte)' ' or (byte)'\r' or (byte)'\n'
            && Utf8Parser.TryParse(head.Slice(space + 1, 3), out int status, out var digits)
            && digits == 3
            ? status
            : 0;
    }

    private static FieldList FieldsOf(ReadOnlySpan<byte> head)
    {
        var lines = new List<FieldLine>();
        HeaderRepair.NextLine(ref head);
        while (HeaderRepair.NextLine(ref head) is { IsEmpty: false } line)
        {
            var colon = line.IndexOf((byte)':');
            if (colon > 0)
            {
                var value = line[(colon + 1)..].Trim(" \t"u8);
                lines.Add(new FieldLine(Encoding.Latin1.GetString(line[..colon]), Encoding.Latin1.GetString(value)));
            }
        }

        return new FieldList(lines);
    }
}
