using Coral.Core.Network;

namespace Coral.Transport.Dns.Tcp;

/// <summary>The open connections, and their bounds. Safe from any thread.</summary>
internal sealed class TcpConnections(DnsTcpOptions options)
{
    private readonly Lock _lock = new();
    private readonly HashSet<DnsTcpConnection> _open = [];
    private readonly Dictionary<NodeAddress, int> _byAddress = [];

    /// <summary>Admits a connection. At the bound, the one longest without a response is closed for it.</summary>
    /// <returns><see langword="false"/> when the connection's address is at its bound.</returns>
    public bool TryAdd(DnsTcpConnection connection)
    {
        DnsTcpConnection? idlest = null;
        lock (_lock)
        {
            var address = KeyOf(connection.Peer);
            var count = _byAddress.GetValueOrDefault(address);
            if (count >= options.MaxConnectionsPerAddress)
            {
                return false;
            }

            if (_open.Count >= options.MaxConnections)
            {
                idlest = _open.MinBy(open => open.LastAnswer)!;
                RemoveWithLock(idlest);
                count = _byAddress.GetValueOrDefault(address);
            }

            _open.Add(connection);
            _byAddress[address] = count + 1;
        }

        idlest?.Close("limit");
        return true;
    }

    /// <summary>Forgets a connection that has ended.</summary>
    public void Remove(DnsTcpConnection connection)
    {
        lock (_lock)
        {
            RemoveWithLock(connection);
        }
    }

    /// <summary>The open connections.</summary>
    public DnsTcpConnection[] All()
    {
        lock (_lock)
        {
            return [.. _open];
        }
    }

    private void RemoveWithLock(DnsTcpConnection connection)
    {
        if (!_open.Remove(connection))
        {
            return;
        }

        var address = KeyOf(connection.Peer);
        var left = _byAddress[address] - 1;
        if (left == 0)
        {
            _byAddress.Remove(address);
        }
        else
        {
            _byAddress[address] = left;
        }
    }

    /// <summary>A subscriber has a whole IPv6 /64, which counts as one address.</summary>
    private static NodeAddress KeyOf(NodeAddress peer)
    {
        if (peer.IsIPv4)
        {
            return peer.WithPort(1);
        }

        Span<byte> bytes = stackalloc byte[16];
        peer.WriteAddress(bytes);
        bytes[8..].Clear();
        NodeAddress.TryRead(bytes, 1, out var network);
        return network;
    }
}
