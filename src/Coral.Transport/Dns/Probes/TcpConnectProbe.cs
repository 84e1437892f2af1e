using System.Net;
using System.Net.Sockets;
using Coral.Core.Time;
using Coral.Transport.Dns.Tcp;

namespace Coral.Transport.Dns.Probes;

/// <summary>
/// A connect probe: one attempt at a TCP connection, given up as soon as the other side has answered.
/// </summary>
/// <remarks>Three small packets: the request, the answer, and a reset; no more where the answer is a reset.</remarks>
internal sealed class TcpConnectProbe(TimeProvider clock)
{
    /// <summary>
    /// The time that an answer may take: less than the second after which the system would retransmit.
    /// </summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(900);

    private const int TcpLevel = 6;
    private const int QuickAck = 12;

    /// <summary>Sends one probe.</summary>
    /// <returns>The round trip; <see langword="null"/> when there is no answer.</returns>
    public async Task<TimeSpan?> AskAsync(IPEndPoint target, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(Timeout, clock, cancellationToken);
        using var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var asked = clock.GetTimestamp();
        try
        {
            // The reset acknowledges too, so the acknowledgement by itself can wait for it.
            socket.SetRawSocketOption(TcpLevel, QuickAck, [0, 0, 0, 0]);
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            await socket.ConnectAsync(target, limit.Token);
            return TcpRoundTrip.Read(socket) ?? clock.GetElapsedTime(asked);
        }
        catch (SocketException ex) when (ex.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return clock.GetElapsedTime(asked);
        }
        catch (SocketException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
