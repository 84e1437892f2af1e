using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Coral.Transport.Tests.Fixtures;

/// <summary>A client of DNS over TCP.</summary>
internal sealed class TcpClientConnection : IDisposable
{
    public TcpClientConnection(IPEndPoint to, string? from)
    {
        Socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = 30_000,
            SendTimeout = 30_000,
        };
        if (from is not null)
        {
            Socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        }

        Socket.Connect(to);
    }

    public Socket Socket { get; }

    public static byte[] Frame(ReadOnlySpan<byte> message)
    {
        var frame = new byte[2 + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)message.Length);
        message.CopyTo(frame.AsSpan(2));
        return frame;
    }

    public void Send(params string[] queries) =>
        Socket.Send(queries.SelectMany(query => Frame(ScriptedResponder.Query(query))).ToArray());

    /// <summary>
    /// Reads the next answer, as the query that would have it; <see langword="null"/> at the end of the stream.
    /// </summary>
    public string? Receive()
    {
        var length = ReceiveExactly(2);
        if (length is null)
        {
            return null;
        }

        var answer = ReceiveExactly(BinaryPrimitives.ReadUInt16BigEndian(length))!;
        return System.Text.Encoding.ASCII.GetString(ScriptedResponder.AnswerTo(answer));
    }

    public string? Ask(string query)
    {
        Send(query);
        return Receive();
    }

    /// <summary>Waits for the end of the connection; true when the server has ended it, in order or not.</summary>
    public bool IsEnded()
    {
        try
        {
            return Socket.Receive(new byte[1]) == 0;
        }
        catch (SocketException ex) when (ex.SocketErrorCode == SocketError.ConnectionReset)
        {
            return true;
        }
    }

    public void Dispose() => Socket.Dispose();

    private byte[]? ReceiveExactly(int bytes)
    {
        var buffer = new byte[bytes];
        var filled = 0;
        while (filled < bytes)
        {
            var read = Socket.Receive(buffer, filled, bytes - filled, SocketFlags.None);
            if (read == 0)
            {
                return null;
            }

            filled += read;
        }

        return buffer;
    }
}
