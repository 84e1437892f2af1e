using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Coral.Proxy.Hosting;

/// <summary>The open connections of a server, and their bounds. Safe from any thread.</summary>
/// <remarks>
/// Over all listeners: Kestrel's own limit is each listener's, and counts a connection when its turn comes, which is
/// after its descriptor was taken. This one is asked in the loop that accepts:
/// 1. one address may take <see cref="ConnectionBounds.MostPerAddress"/>, unless it is exempt;
/// 2. when all are taken, the connection that has been idle for longest goes; it may take a moment to end;
/// 3. when none is idle, the new one is turned away.
/// </remarks>
public sealed class ConnectionTable
{
    /// <summary>The longest idle that one look through the table finds.</summary>
    private const int IdleBatch = 64;

    private static readonly TimeSpan FruitlessPause = TimeSpan.FromMilliseconds(50);

    private readonly ConnectionBounds _bounds;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly HashSet<ClientConnection> _open = [];
    private readonly HashSet<ClientConnection> _ending = [];
    private readonly Dictionary<ClientNetwork, int> _byNetwork = [];
    private readonly Queue<(ClientConnection Connection, long Since)> _idlest = [];
    private long? _fruitlessAt;

    /// <summary>Creates an empty table.</summary>
    public ConnectionTable(ConnectionBounds bounds, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        _bounds = bounds;
        _clock = clock;
        MostEnding = SpareFor(bounds.Most);
    }

    /// <summary>Connections that are open.</summary>
    public long Open
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>The share of the limit that is taken.</summary>
    public double Used => (double)Open / _bounds.Most;

    /// <summary>Connections that may be ending beyond the limit, to make room for new ones.</summary>
    internal int MostEnding { get; }

    /// <summary>The slowest reading that is allowed, and for how long.</summary>
    internal ConnectionBounds Bounds => _bounds;

    /// <summary>Connections that were refused or ended, by reason.</summary>
    internal ConnectionCounts Counts { get; } = new();

    /// <summary>The descriptors that a limit on connections takes beyond its number, for those ending.</summary>
    public static int SpareFor(long most) => (int)Math.Clamp(most / 16, 4, 64);

    /// <summary>Admits a connection that has just been accepted.</summary>
    /// <returns><see langword="false"/> for one that is turned away.</returns>
    internal bool TryAdmit(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.Loopback;
        ClientNetwork? network = _bounds.IsExempt(address) ? null : ClientNetwork.Of(address);
        var client = new ClientConnection(connection, network, _bounds, _clock);
        ClientConnection? evicted = null;
        lock (_lock)
        {
            if (network is { } own && _byNetwork.GetValueOrDefault(own) >= _bounds.PerAddress)
            {
                Counts.AtAddressLimit();
                return false;
            }

            if (_open.Count >= _bounds.Most && (evicted = TakeIdlest_NeedsLock()) is null)
            {
                Counts.AtLimit();
                return false;
            }

            Add_NeedsLock(client);
        }

        if (evicted is not null)
        {
            Counts.MadeRoom();
            evicted.Close("The server needed the room of an idle connection.");
        }

        connection.Features.Set(client);
        return true;
    }

    /// <summary>Stands around what serves a connection, and forgets it when it has ended.</summary>
    internal ConnectionDelegate Around(ConnectionDelegate next) =>
        async connection =>
        {
            try
            {
                await next(connection);
            }
            finally
            {
                if (connection.Features.Get<ClientConnection>() is { } client)
                {
                    Remove(client);
                }
            }
        };

    /// <summary>The open connections.</summary>
    internal ClientConnection[] All()
    {
        lock (_lock)
        {
            return [.. _open];
        }
    }

    private void Remove(ClientConnection client)
    {
        lock (_lock)
        {
            Remove_NeedsLock(client);
            _ending.Remove(client);
        }
    }

    private void Add_NeedsLock(ClientConnection client)
    {
        _open.Add(client);
        if (client.Network is { } network)
        {
            _byNetwork[network] = _byNetwork.GetValueOrDefault(network) + 1;
        }
    }

    private void Remove_NeedsLock(ClientConnection client)
    {
        if (!_open.Remove(client) || client.Network is not { } network)
        {
            return;
        }

        var left = _byNetwork[network] - 1;
        if (left == 0)
        {
            _byNetwork.Remove(network);
        }
        else
        {
            _byNetwork[network] = left;
        }
    }

    /// <summary>Takes the connection that has been idle for longest out of the table.</summary>
    private ClientConnection? TakeIdlest_NeedsLock()
    {
        if (_ending.Count >= MostEnding)
        {
            return null;
        }

        for (var hasLooked = false; ; hasLooked = true)
        {
            while (_idlest.TryDequeue(out var next))
            {
                var connection = next.Connection;
                if (
                    _open.Contains(connection)
                    && connection.IsIdle
                    && connection.IdleSince == next.Since
                    && connection.HasTakenAll
                )
                {
                    Remove_NeedsLock(connection);
                    _ending.Add(connection);
                    return connection;
                }
            }

            if (hasLooked || (_fruitlessAt is { } at && _clock.GetElapsedTime(at) < FruitlessPause))
            {
                return null;
            }

            FindIdlest_NeedsLock();
        }
    }

    /// <summary>One look for several: it goes through all connections.</summary>
    private void FindIdlest_NeedsLock()
    {
        var idle = new PriorityQueue<ClientConnection, long>();
        foreach (var connection in _open)
        {
            if (!connection.IsIdle)
            {
                continue;
            }

            // The queue gives the youngest first, which goes where there are enough.
            idle.Enqueue(connection, -connection.IdleSince);
            if (idle.Count > IdleBatch)
            {
                idle.Dequeue();
            }
        }

        _fruitlessAt = idle.Count == 0 ? _clock.GetTimestamp() : null;
        var batch = new Stack<(ClientConnection Connection, long Since)>();
        while (idle.TryDequeue(out var connection, out var since))
        {
            batch.Push((connection, -since));
        }

        foreach (var entry in batch)
        {
            _idlest.Enqueue(entry);
        }
    }
}
