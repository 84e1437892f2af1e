using Microsoft.AspNetCore.Connections;

namespace Coral.Proxy.Hosting;

/// <summary>Bounds the connections of clients. Safe from any thread.</summary>
/// <remarks>Over all listeners: Kestrel's own limit is each listener's.</remarks>
/// <param name="most">Connections at a time; those above are closed at once.</param>
internal sealed class ConnectionLimit(long most)
{
    private long _open;

    /// <summary>Connections that are open; for a moment, those that are turned away are too.</summary>
    public long Open => Interlocked.Read(ref _open);

    /// <summary>The share of the limit that is taken: from 1 on, new connections are refused.</summary>
    public double Used => (double)Open / most;

    /// <summary>Stands before what serves a connection.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => connection => AdmitAsync(connection, next);

    private async Task AdmitAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var open = Interlocked.Increment(ref _open);
        try
        {
            if (open <= most)
            {
                await next(connection);
            }
            else
            {
                connection.Abort();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
