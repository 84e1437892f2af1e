using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Coral.Testing.Origins;

/// <summary>The origin's side of one connection, for a script to play on.</summary>
public sealed class ScriptedConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly ChannelWriter<string> _heads;
    private readonly CancellationToken _stop;

    internal ScriptedConnection(Socket socket, ChannelWriter<string> heads, CancellationToken stop)
    {
        _socket = socket;
        _heads = heads;
        _stop = stop;
        Stream = new NetworkStream(socket, ownsSocket: false);
    }

    /// <summary>The connection itself, for what the script has no words for.</summary>
    public NetworkStream Stream { get; }

    /// <summary>Reads one request head up to its empty line, one character a byte.</summary>
    /// <returns>The head without the empty line; <see langword="null"/> when the other side closed instead.</returns>
    public async Task<string?> ReadHeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await Stream.ReadAsync(one, _stop) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        head.Length -= 4;
        var text = head.ToString();
        _heads.TryWrite(text);
        return text;
    }

    /// <summary>Sends <paramref name="text"/>, each character as one byte.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends <paramref name="bytes"/>.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> bytes) => Stream.WriteAsync(bytes, _stop).AsTask();

    /// <summary>Plays dead until the test tells it to go on, or ends.</summary>
    public Task WaitAsync(Task until) => until.WaitAsync(_stop);

    /// <summary>Plays dead until the other side closes, or the test ends.</summary>
    public async Task UntilClosedAsync()
    {
        var rest = new byte[1024];
        while (await Stream.ReadAsync(rest, _stop) > 0)
        {
            // Whatever it still says.
        }
    }

    /// <summary>Breaks the connection off with a reset instead of an orderly end.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        _socket.Dispose();
    }
}
