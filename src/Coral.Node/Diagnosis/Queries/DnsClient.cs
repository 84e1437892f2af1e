using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Coral.Core.Identity;
using Coral.Core.Time;
using Coral.Dns.Queries;
using Coral.Dns.Wire;

namespace Coral.Node.Diagnosis.Queries;

/// <summary>A DNS client over UDP and TCP. Any thread.</summary>
/// <remarks>
/// A datagram that does not answer the query is ignored; sockets are connected, so that
/// only datagrams of the server count.
/// </remarks>
/// <param name="tokens">Draws query ids and cookies.</param>
/// <param name="from">The local address; by default the system's choice.</param>
public sealed class DnsClient(TimeProvider clock, ITokenSource tokens, IPAddress? from = null)
{
    private const int MaxMessageBytes = ushort.MaxValue;
    private const int DatagramBytes = 1232;
    private const int CookieBytes = 8;
    private const int Tries = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Queries over UDP, and over TCP where the response is truncated.</summary>
    public async Task<DnsOutcome> QueryAsync(
        IPEndPoint server,
        DiagnosticQuery question,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(question);
        var outcome = await QueryAsync(server, question, DnsTransportKind.Udp, cancellationToken);
        return outcome.Reply is { IsTruncated: true }
            ? await QueryAsync(server, question, DnsTransportKind.Tcp, cancellationToken)
            : outcome;
    }

    /// <summary>Queries over one transport. A datagram without an answer is sent again once.</summary>
    public async Task<DnsOutcome> QueryAsync(
        IPEndPoint server,
        DiagnosticQuery question,
        DnsTransportKind transport,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(question);
        for (var attempt = 1; ; attempt++)
        {
            using var limit = new TimeLimit(Patience, clock, cancellationToken);
            try
            {
                var reply =
                    transport == DnsTransportKind.Udp
                        ? await QueryUdpAsync(server, question, limit.Token)
                        : await QueryTcpAsync(server, question, limit.Token);
                return new DnsOutcome(reply, reply is null ? "its response is malformed" : null);
            }
            catch (SocketException ex)
            {
                return new DnsOutcome(null, ex.Message);
            }
            catch (IOException)
            {
                return new DnsOutcome(null, "it closed the connection without a response");
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                if (transport == DnsTransportKind.Tcp || attempt == Tries)
                {
                    return new DnsOutcome(null, "no response");
                }
            }
        }
    }

    private async Task<DnsReply> QueryUdpAsync(IPEndPoint server, DiagnosticQuery question, CancellationToken token)
    {
        using var socket = Open(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, token);
        var (query, id) = Compose(question);
        await socket.SendAsync(query, token);
        var buffer = new byte[MaxMessageBytes];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, token);
            if (DnsReplyReader.Read(buffer.AsSpan(0, length), id, question) is { } reply)
            {
                return reply;
            }
        }
    }

    private async Task<DnsReply?> QueryTcpAsync(IPEndPoint server, DiagnosticQuery question, CancellationToken token)
    {
        using var socket = Open(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, token);
        await using var stream = new NetworkStream(socket);
        var (query, id) = Compose(question);
        var framed = new byte[sizeof(ushort) + query.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Length);
        query.Span.CopyTo(framed.AsSpan(sizeof(ushort)));
        await stream.WriteAsync(framed, token);
        var head = new byte[sizeof(ushort)];
        await stream.ReadExactlyAsync(head, token);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(head)];
        await stream.ReadExactlyAsync(answer, token);
        return DnsReplyReader.Read(answer, id, question);
    }

    private Socket Open(AddressFamily family, SocketType type, ProtocolType protocol)
    {
        var socket = new Socket(family, type, protocol);
        if (from is not null)
        {
            socket.Bind(new IPEndPoint(from, 0));
        }

        return socket;
    }

    private (ReadOnlyMemory<byte> Message, ushort Id) Compose(DiagnosticQuery question)
    {
        Span<byte> drawn = stackalloc byte[sizeof(ushort) + CookieBytes];
        tokens.Fill(drawn);
        var id = BinaryPrimitives.ReadUInt16BigEndian(drawn);
        Span<byte> cookie = stackalloc byte[2 * sizeof(ushort) + CookieBytes];
        BinaryPrimitives.WriteUInt16BigEndian(cookie, (ushort)OptionCode.Cookie);
        BinaryPrimitives.WriteUInt16BigEndian(cookie[sizeof(ushort)..], CookieBytes);
        drawn[sizeof(ushort)..].CopyTo(cookie[(2 * sizeof(ushort))..]);
        var buffer = new byte[DatagramBytes];
        var writer = new MessageWriter(buffer);
        writer.TryWriteQuestion(question.Name.Wire, question.Type, RecordClass.Internet);
        const RecordClass Size = (RecordClass)DatagramBytes;
        writer.TryWriteRecord(Section.Additional, WireName.Root, RecordType.OPT, Size, timeToLive: 0, cookie);
        var flags = question.WantsRecursion ? HeaderFlags.RecursionDesired : HeaderFlags.None;
        return (buffer.AsMemory(0, writer.Finish(id, flags)), id);
    }
}
