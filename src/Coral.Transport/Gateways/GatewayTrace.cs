using System.Net;
using System.Net.Sockets;
using Coral.Core.Network;

namespace Coral.Transport.Gateways;

/// <summary>
/// Finds routers on the way to a machine, its first or its last ones: nodes behind the same ones are near each other.
/// </summary>
/// <remarks>
/// A traceroute without privileges: (1) a UDP datagram for each of five hops, whose hop limit ends there; (2) each
/// router says so by ICMP, which the socket's error queue keeps; (3) until all have, the target itself has answered, or
/// the time is up. Linux only; elsewhere, and where the system refuses, nothing is found and nothing fails.
/// </remarks>
public sealed class GatewayTrace(TimeProvider clock)
{
    /// <summary>Hops that are looked at.</summary>
    public const int Hops = 5;

    /// <summary>How long routers may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    // The port tells which datagram a message is about; nobody listens on these (the traditional range of traceroute).
    private const int FirstPort = 33_434;

    /// <summary>The routers on the first hops towards <paramref name="target"/>, nearest first.</summary>
    /// <returns>Public addresses only: private ones mean something else to everybody.</returns>
    public Task<IReadOnlyList<IPAddress>> FindAsync(IPAddress target, CancellationToken cancellationToken) =>
        FindAsync(target, firstHop: 1, cancellationToken);

    /// <summary>The routers on <see cref="Hops"/> hops towards <paramref name="target"/>, nearest first.</summary>
    /// <param name="target">Where the way leads.</param>
    /// <param name="firstHop">The nearest hop that is looked at, from 1 on.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Public addresses only: private ones mean something else to everybody.</returns>
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
    /// <returns>How many the system took.</returns>
    private static int Send(Socket socket, IPAddress target, int firstHop)
    {
        var sent = 0;
        for (var i = 0; i < Hops; i++)
        {
            socket.Ttl = (short)(firstHop + i);
            var to = new IPEndPoint(target, FirstPort + i);

            // A first failure may be the answer to an earlier datagram, which the queue keeps too.
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
        using var limit = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var source = new SocketAddress(socket.AddressFamily);
        var buffer = new byte[1];
        while (left > 0)
        {
            try
            {
                // Ends with an error as soon as there is one in the queue.
                await socket.ReceiveFromAsync(buffer, SocketFlags.None, source, either.Token).ConfigureAwait(false);
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
    /// <returns>How many hops are known now that were not before; those at and behind the target count.</returns>
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
