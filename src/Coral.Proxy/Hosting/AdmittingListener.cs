using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Coral.Proxy.Hosting;

/// <summary>A listener that closes the connections that are not admitted before it accepts the next.</summary>
/// <remarks>So that a burst of them holds one descriptor at a time, and not one each until its turn comes.</remarks>
internal sealed class AdmittingListener(IConnectionListener inner, ConnectionTable table) : IConnectionListener
{
    /// <inheritdoc />
    public EndPoint EndPoint => inner.EndPoint;

    /// <inheritdoc />
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await inner.AcceptAsync(cancellationToken) is { } connection)
        {
            if (table.TryAdmit(connection))
            {
                return connection;
            }

            connection.Abort(new ConnectionAbortedException("The server takes no further connection."));
            await connection.DisposeAsync();
        }

        return null;
    }

    /// <inheritdoc />
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
