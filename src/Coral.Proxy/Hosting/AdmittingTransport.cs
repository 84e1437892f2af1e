using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Coral.Proxy.Hosting;

/// <summary>The server's transport, whose listeners accept only what a table of connections admits.</summary>
internal sealed class AdmittingTransport(IConnectionListenerFactory inner, ConnectionTable table)
    : IConnectionListenerFactory,
        IConnectionListenerFactorySelector
{
    /// <inheritdoc />
    public bool CanBind(EndPoint endpoint) =>
        inner is not IConnectionListenerFactorySelector selector || selector.CanBind(endpoint);

    /// <inheritdoc />
    public async ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint,
        CancellationToken cancellationToken = default
    ) => new AdmittingListener(await inner.BindAsync(endpoint, cancellationToken), table);
}
