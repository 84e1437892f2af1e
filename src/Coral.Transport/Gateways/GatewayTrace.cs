using System.Net;
using System.Net.Sockets;
using Coral.Core.Network;
using Coral.Core.Time;

namespace Coral.Transport.Gateways;

/// <summary>
/// A traceroute to the first or the last routers on a path: nodes behind the same routers are near each other.
/// </summary>
/// <remarks>
/// The trace needs no privileges: (1) a UDP datagram is sent for each of five hops, whose hop limit ends there; (2)
/// each router reports that by ICMP, which the socket's error queue keeps; (3) the trace ends when all have reported,
/// the target has responded, or the time is up. Linux only; elsewhere, and where the system refuses, the result is
/// empty.
/// </remarks>
public sealed class GatewayTrace(TimeProvider clock)
{
    /// <summary>The number of hops that are traced.</summary>
    public const int Hops = 5;

    /// <summary>The time to wait for routers.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    // The port identifies the datagram; nothing listens on these (the traditional range of traceroute).
    private const int FirstPort = 33_434;

    /// <summary>The routers on the first hops towards <paramref name="target"/>, nearest first.</summary>
    /// <returns>Public addresses only: private ones are not unique.</returns>
    public Task<IReadOnlyList<IPAddress>> FindAsync(IPAddress target, CancellationToken cancellationToken) =>
        FindAsync(target, firstHop: 1, cancellationToken);

    /// <summary>The routers on <see cref="Hops"/> hops towards <paramref name="target"/>, nearest first.</summary>
    /// <param name="target">The address at the end of the path.</param>
    /// <param name="firstHop">The nearest hop that is traced, from 1 on.</param>
    /// <returns>Public addresses only: private ones are not unique.</returns>
    public async Task<IReadOnlyList<IPAddress>> FindAsync(
        IPAddress target,
        int firstHop,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstHop, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstHop, byte.MaxValue - Hops);
        if (!ErrorQueue.IsSupported)
        {
            return [];
        }

        try
        {
            using var socket = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            ErrorQueue.Enable(socket);
            var routers = new IPAddress?[Hops];
            await ListenAsync(socket, routers, Send(socket, target, firstHop), cancellationToken);
            return [.. routers.OfType<IPAddress>().Where(PublicAddress.Is)];
        }
        catch (Exception ex) when (ex is SocketException or DllNotFoundException or EntryPointNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Sends one datagram for each hop.</summary>
    /// <returns>The number of datagrams that the system accepted.</returns>
    private static int Send(Socket socket, IPAddress target, int firstHop)
    {
        var sent = 0;
        for (var i = 0; i < Hops; i++)
        {
            socket.Ttl = (short)(firstHop + i);
            var to = new IPEndPoint(target, FirstPort + i);

            // A first failure may report an ICMP message about an earlier datagram, which the queue keeps too.
            sent += TrySend(socket, to) || TrySend(socket, to) ? 1 : 0;
        }

        return sent;
    }

    private static bool TrySend(Socket socket, IPEndPoint to)
    {
        try
        {
            socket.SendTo([0], to);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task ListenAsync(Socket socket, IPAddress?[] routers, int left, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(Timeout, clock, cancellationToken);
        var source = new SocketAddress(socket.AddressFamily);
        var buffer = new byte[1];
        while (left > 0)
        {
            try
            {
                // The receive ends with an error as soon as a message is in the queue.
                await socket.ReceiveFromAsync(buffer, SocketFlags.None, source, limit.Token).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                left -= Take(socket, routers);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Empties the queue.</summary>
    /// <returns>The number of hops that reported, those at and behind the target included.</returns>
    private static int Take(Socket socket, IPAddress?[] routers)
    {
        var known = 0;
        while (ErrorQueue.TryTake(socket, out var port, out var report))
        {
            var hop = port - FirstPort;
            if (report is not { } message || hop < 0 || hop >= Hops)
            {
                continue;
            }

            known++;
            if (message.IsTimeExceeded)
            {
                routers[hop] = message.Reporter;
            }
        }

        return known;
    }
}
