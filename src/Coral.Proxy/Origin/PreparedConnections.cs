namespace Coral.Proxy.Origin;

/// <summary>Connections made ahead of a request: one to an origin, a few in all. Any number of threads.</summary>
/// <remarks>
/// However many ask for it, an origin gets one; the next request there takes it, and waits for it while it is being
/// made. One that nobody takes is closed after <see cref="ParkTime"/>; one that fails is forgotten. Whether an origin
/// may be connected to is the dialer's decision, as for every connection.
/// </remarks>
internal sealed class PreparedConnections(OriginDialer dialer, TimeProvider clock) : IDisposable
{
    /// <summary>Most connections held, those being made included.</summary>
    public const int Capacity = 64;

    /// <summary>The time for which a connection waits for its request.</summary>
    public static readonly TimeSpan ParkTime = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<OriginEnd, PreparedConnection> _byEnd = [];
    private bool _over;

    /// <summary>Connections held.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byEnd.Count;
            }
        }
    }

    /// <summary>Begins to connect, unless there is one already, or too many.</summary>
    public void Prepare(OriginEnd end)
    {
        PreparedConnection prepared;
        lock (_lock)
        {
            if (_over || _byEnd.Count >= Capacity || _byEnd.ContainsKey(end))
            {
                return;
            }

            prepared = new PreparedConnection();
            _byEnd.Add(end, prepared);
        }

        _ = DialAsync(end, prepared);
    }

    /// <summary>Takes what was prepared.</summary>
    /// <returns>Nothing when nothing was, or when the origin has closed it meanwhile.</returns>
    public async ValueTask<DialResult?> TakeAsync(OriginEnd end, CancellationToken cancellationToken)
    {
        PreparedConnection? prepared;
        lock (_lock)
        {
            _byEnd.Remove(end, out prepared);
        }

        if (prepared is null)
        {
            return null;
        }

        try
        {
            var dial = await prepared.Dialled.Task.WaitAsync(cancellationToken);
            prepared.Taken();
            if (!dial.IsGone(end.IsSecure))
            {
                return dial;
            }
        }
        catch (OperationCanceledException)
        {
            prepared.Abandon();
            throw;
        }

        prepared.Abandon();
        return null;
    }

    /// <summary>Closes the connections that no request took.</summary>
    public void Dispose()
    {
        PreparedConnection[] all;
        lock (_lock)
        {
            _over = true;
            all = [.. _byEnd.Values];
            _byEnd.Clear();
        }

        Array.ForEach(all, prepared => prepared.Abandon());
    }

    private async Task DialAsync(OriginEnd end, PreparedConnection prepared)
    {
        try
        {
            var dial = await dialer.DialAsync(end.Host, end.Port, end.IsSecure, CancellationToken.None);
            if (dial.Connected)
            {
                prepared.CloseAfter(ParkTime, clock, () => Close(end, prepared));
            }
            else
            {
                Forget(end, prepared);
            }

            prepared.Dialled.SetResult(dial);
        }
        catch (Exception fault)
        {
            // Rethrown to the request that waits for this connection, as if it had dialled itself.
            Forget(end, prepared);
            prepared.Dialled.SetException(fault);
        }
    }

    private void Close(OriginEnd end, PreparedConnection prepared)
    {
        if (Forget(end, prepared))
        {
            prepared.Abandon();
        }
    }

    private bool Forget(OriginEnd end, PreparedConnection prepared)
    {
        lock (_lock)
        {
            return _byEnd.TryGetValue(end, out var held) && ReferenceEquals(held, prepared) && _byEnd.Remove(end);
        }
    }
}
