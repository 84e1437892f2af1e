using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Coral.Core.Identity;
using Coral.Core.Time;
using Coral.Transport.Interop;

namespace Coral.Transport.Dns.Probes;

/// <summary>One ICMP echo request, from a socket that needs no privilege where the system allows it.</summary>
/// <remarks>
/// The system fills in checksum and identifier, and gives the socket the replies to its own requests only
/// (<c>net.ipv4.ping_group_range</c> lists the groups that may). Eight unguessable bytes keep others from replying.
/// </remarks>
internal sealed class IcmpEcho(TimeProvider clock, ITokenSource tokens)
{
    /// <summary>The time to wait for a reply.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(900);

    private const int HeaderBytes = 8;
    private const int TokenBytes = 8;
    private const int ReceiveHopLimitIPv4 = 12;
    private const int ReceiveHopLimitIPv6 = 51;
    private const byte RequestIPv4 = 8;
    private const byte RequestIPv6 = 128;
    private const byte AnswerIPv4 = 0;
    private const byte AnswerIPv6 = 129;

    /// <summary>Sends one probe.</summary>
    /// <returns><see langword="null"/> when there is no reply, or the system does not permit the request.</returns>
    public async Task<EchoReply?> AskAsync(IPAddress target, CancellationToken cancellationToken)
    {
        var isIPv4 = target.AddressFamily == AddressFamily.InterNetwork;
        try
        {
            using var socket = new Socket(
                target.AddressFamily,
                SocketType.Dgram,
                isIPv4 ? ProtocolType.Icmp : ProtocolType.IcmpV6
            );
            ReadOnlySpan<byte> on = [1, 0, 0, 0];
            socket.SetRawSocketOption(
                (int)(isIPv4 ? SocketOptionLevel.IP : SocketOptionLevel.IPv6),
                isIPv4 ? ReceiveHopLimitIPv4 : ReceiveHopLimitIPv6,
                on
            );
            socket.Connect(new IPEndPoint(target, 0));
            var request = new byte[HeaderBytes + TokenBytes];
            request[0] = isIPv4 ? RequestIPv4 : RequestIPv6;
            BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(6), 1); // the sequence number
            tokens.Fill(request.AsSpan(HeaderBytes));
            var asked = clock.GetTimestamp();
            socket.Send(request);
            return await ReceiveAsync(socket, request, asked, cancellationToken);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task<EchoReply?> ReceiveAsync(
        Socket socket,
        byte[] request,
        long asked,
        CancellationToken cancellationToken
    )
    {
        using var limit = new TimeLimit(Timeout, clock, cancellationToken);
        var answer = new byte[request.Length];
        try
        {
            while (true)
            {
                await socket.ReceiveAsync(answer, SocketFlags.Peek, limit.Token);
                var roundTrip = clock.GetElapsedTime(asked);
                if (Take(socket, answer, out var hopLimit) == request.Length && IsAnswer(answer, request))
                {
                    return new EchoReply(roundTrip, hopLimit);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static bool IsAnswer(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> request) =>
        answer[0] == (request[0] == RequestIPv4 ? AnswerIPv4 : AnswerIPv6) && answer[6..].SequenceEqual(request[6..]);

    private static unsafe int Take(Socket socket, Span<byte> answer, out int? hopLimit)
    {
        const int controlBytes = 128;
        var control = stackalloc byte[controlBytes];
        fixed (byte* bytes = answer)
        {
            var vector = new IoVector { Base = bytes, Length = (nuint)answer.Length };
            var message = new SocketMessageHeader
            {
                Vectors = &vector,
                VectorCount = 1,
                Control = control,
                ControlLength = controlBytes,
            };
            var handle = (int)socket.SafeHandle.DangerousGetHandle();
            var length = (int)SocketCalls.Receive(handle, &message, SocketCalls.DoNotWait);
            hopLimit = length < 0 ? null : HopLimitIn(new ReadOnlySpan<byte>(control, (int)message.ControlLength));
            return length;
        }
    }

    /// <summary>Reads a control message: length (8), level (4), type (4), the number (4).</summary>
    internal static int? HopLimitIn(ReadOnlySpan<byte> control)
    {
        const int messageBytes = 20;
        while (control.Length >= messageBytes)
        {
            var length = BitConverter.ToUInt64(control);
            var (level, type) = (BitConverter.ToInt32(control[8..]), BitConverter.ToInt32(control[12..]));
            if (length >= messageBytes && (level, type) is (0, 2) or (41, 52))
            {
                return BitConverter.ToInt32(control[16..]);
            }

            var next = (length + 7) & ~7UL;
            control = length >= 16 && next < (ulong)control.Length ? control[(int)next..] : default;
        }

        return null;
    }
}
