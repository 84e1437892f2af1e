using Coral.Node.Hosting;
using Coral.Proxy.Origin;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Admin;

/// <summary>The admin API: the resources of all parts.</summary>
/// <param name="server">The server; the part disposes it.</param>
/// <param name="own">Gets the address listened on, so that the node does not fetch from itself.</param>
internal sealed class AdminPart(AdminServer server, OwnListeners own) : INodePart
{
    /// <summary>Sets the server up; nothing listens yet.</summary>
    /// <param name="options">The address to listen on.</param>
    /// <param name="routes">The resources of all parts.</param>
    /// <param name="own">Gets the address listened on, so that the node does not fetch from itself.</param>
    public static AdminPart Create(
        AdminOptions options,
        IReadOnlyList<AdminRoute> routes,
        OwnListeners own,
        TimeProvider clock,
        ILoggerFactory loggers
    ) => new(new AdminServer(options, routes, clock, loggers), own);

    /// <inheritdoc />
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public async Task<NodeListening> StartAsync(NodeListening listening, CancellationToken cancellationToken)
    {
        await server.StartAsync(cancellationToken);
        own.Add(server.EndPoint);
        return listening.With(
            new ListenAddress("--admin", server.EndPoint)
            {
                Line = $"Admin API on http://{server.EndPoint}",
                Place = 60,
            }
        );
    }

    /// <inheritdoc />
    /// <remarks>Running requests are aborted: an operator asks again, and a long watch would delay the stop.</remarks>
    public Task StopAsync(CancellationToken cancellationToken) =>
        server.StopAsync(new CancellationToken(canceled: true));

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
