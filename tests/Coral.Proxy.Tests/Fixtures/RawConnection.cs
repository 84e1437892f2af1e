using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>An HTTP/1.1 client that sends what it is told and reads what is there, without correcting either.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    private RawConnection(Socket socket)
    {
        _socket = socket;
    }

    public Socket Socket => _socket;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RawConnection> OpenAsync(IPEndPoint endPoint, int? receiveBuffer = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } bytes)
        {
            socket.ReceiveBufferSize = bytes;
        }

        await socket.ConnectAsync(endPoint, Token);
        return new RawConnection(socket);
    }

    public Task SendAsync(string requestLine, params string[] fields) =>
        SendRawAsync(Encoding.Latin1.GetBytes($"{requestLine}\r\n{string.Concat(fields.Select(f => f + "\r\n"))}\r\n"));

    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes) => await _socket.SendAsync(bytes, Token);

    /// <summary>
    /// Reads one response; <see cref="RawResponse.IsComplete"/> says whether it ended as its header promised.
    /// </summary>
    public async Task<RawResponse> ReceiveAsync(bool isHead = false)
    {
        var (status, fields) = await ReceiveHeadAsync();
        var response = new RawResponse(status, fields, [], IsComplete: true);
        if (isHead || status is 204 or 304)
        {
            return response;
        }

        var body = new MemoryStream();
        var complete =
            response["Transfer-Encoding"] == "chunked" ? await ReadChunksAsync(body)
            : response["Content-Length"] is { } length
                ? await ReadAsync(body, long.Parse(length, CultureInfo.InvariantCulture))
            : await ReadToEndAsync(body);
        return response with { Body = body.ToArray(), IsComplete = complete };
    }

    public async Task<(int Status, List<(string Name, string Value)> Fields)> ReceiveHeadAsync()
    {
        var statusLine = await ReadLineAsync() ?? throw new IOException("Closed before a status line.");
        var fields = new List<(string, string)>();
        while (await ReadLineAsync() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            fields.Add((line[..colon], line[(colon + 1)..].Trim()));
        }

        return (int.Parse(statusLine.Split(' ')[1], CultureInfo.InvariantCulture), fields);
    }

    /// <summary>Reads exactly <paramref name="count"/> bytes, or what comes before the connection ends.</summary>
    public async Task<bool> ReadAsync(Stream body, long count)
    {
        while (count > 0)
        {
            if (_start == _end && !await FillAsync())
            {
                return false;
            }

            var piece = (int)Math.Min(count, _end - _start);
            body.Write(_buffer, _start, piece);
            _start += piece;
            count -= piece;
        }

        return true;
    }

    /// <summary>Says that no further request comes, and goes on reading.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Leaves for good: the other side learns of it at once.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    /// <summary>Whether the other side ends the connection, rather than sending more.</summary>
    public async Task<bool> IsClosedByPeerAsync() => _start == _end && !await FillAsync();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> ReadChunksAsync(MemoryStream body)
    {
        while (await ReadLineAsync() is { } size)
        {
            var length = long.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var complete = await ReadAsync(body, length) && await ReadLineAsync() == string.Empty;
            if (length == 0 || !complete)
            {
                return complete;
            }
        }

        return false;
    }

    private async Task<bool> ReadToEndAsync(MemoryStream body)
    {
        do
        {
            body.Write(_buffer, _start, _end - _start);
            _start = _end;
        } while (await FillAsync());
        return true;
    }

    private async Task<string?> ReadLineAsync()
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync())
            {
                return null;
            }

            var c = (char)_buffer[_start++];
            if (c == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(c);
        }
    }

    private async Task<bool> FillAsync()
    {
        try
        {
            _start = 0;
            _end = await _socket.ReceiveAsync(_buffer, Token);
        }
        catch (SocketException)
        {
            _end = 0;
        }

        return _end > 0;
    }
}
