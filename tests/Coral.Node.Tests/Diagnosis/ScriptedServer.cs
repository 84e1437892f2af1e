using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Coral.Dns.Wire;

namespace Coral.Node.Tests.Diagnosis;

/// <summary>A name server that answers over UDP what the test says; nothing listens for TCP.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _taken = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, RecordType, ScriptedAnswer?> _script;
    private readonly Task _serving;

    public ScriptedServer(Func<string, RecordType, ScriptedAnswer?> script)
    {
        _script = script;
        // The port for connections is taken, not listened on: so nobody else's server is reached there.
        _taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Bind(_taken.LocalEndPoint!);
        _serving = ServeAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Questions that came.</summary>
    public int Questions { get; private set; }

    /// <summary>Where the last of them came from.</summary>
    public IPAddress? Asker { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _socket.Dispose();
        _taken.Dispose();
        _stop.Dispose();
    }

    /// <summary>The message that a script makes.</summary>
    public static byte[] Compose(ushort id, DnsName name, RecordType type, ScriptedAnswer answer)
    {
        var buffer = new byte[1232];
        var writer = new MessageWriter(buffer);
        writer.TryWriteQuestion(name.Wire, type, RecordClass.Internet);
        foreach (var (section, owner, kind, data) in answer.Records)
        {
            writer.TryWriteRecord(section, DnsName.Parse(owner).Wire, kind, RecordClass.Internet, 60, data);
        }

        if (answer.CookieTime is { } time)
        {
            var option = new byte[4 + 24];
            BinaryPrimitives.WriteUInt16BigEndian(option, (ushort)OptionCode.Cookie);
            BinaryPrimitives.WriteUInt16BigEndian(option.AsSpan(2), 24);
            option[12] = 1;
            BinaryPrimitives.WriteUInt32BigEndian(option.AsSpan(16), (uint)time.ToUnixTimeSeconds());
            writer.TryWriteRecord(Section.Additional, WireName.Root, RecordType.OPT, (RecordClass)1232, 0, option);
        }

        var flags =
            HeaderFlags.Response
            | (answer.IsAuthoritative ? HeaderFlags.Authoritative : HeaderFlags.None)
            | (answer.IsTruncated ? HeaderFlags.Truncated : HeaderFlags.None);
        return buffer[..writer.Finish(id, DnsHeader.Compose(flags, Opcode.Query, (int)answer.Code))];
    }

    private async Task ServeAsync()
    {
        var buffer = new byte[1232];
        try
        {
            while (true)
            {
                var from = new IPEndPoint(IPAddress.Any, 0);
                var got = await _socket.ReceiveFromAsync(buffer, from, _stop.Token);
                Questions++;
                Asker = ((IPEndPoint)got.RemoteEndPoint).Address;
                foreach (var message in Answers(buffer.AsSpan(0, got.ReceivedBytes)))
                {
                    await _socket.SendToAsync(message, got.RemoteEndPoint, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private IReadOnlyList<byte[]> Answers(ReadOnlySpan<byte> query)
    {
        Span<byte> wire = stackalloc byte[WireName.MaxBytes];
        var reader = new MessageReader(query);
        Assert.True(reader.TryReadHeader(out var header));
        Assert.True(reader.TryReadQuestion(wire, out var length, out var type, out _));
        var name = DnsName.From(wire[..length]);
        if (_script(name.ToString(), type) is not { } answer)
        {
            return [];
        }

        var message = Compose(header.Id, name, type, answer);
        return answer.IsAfterAForgery ? [Compose((ushort)(header.Id + 1), name, type, answer), message] : [message];
    }
}
