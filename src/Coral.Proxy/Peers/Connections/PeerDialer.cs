using Coral.Core.Time;
using Coral.Proxy.Origin;

namespace Coral.Proxy.Peers.Connections;

/// <summary>Opens connections to peers within the time limit.</summary>
internal sealed class PeerDialer(
    PeerOptions options,
    ISocketConnector connector,
    PeerMetrics metrics,
    TimeProvider clock
)
{
    /// <summary>Opens a connection for the link to a peer.</summary>
    /// <returns><see langword="null"/> when none can be made in time, or none is wanted any more.</returns>
    public async Task<PeerStream?> DialAsync(PeerConnection link, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(options.ConnectTimeLimit, clock, cancellationToken);
        try
        {
            return await connector.ConnectAsync(link.Target, limit.Token) is { } connection
                ? new PeerStream(connection, link, options.DeadAfter, metrics, clock)
                : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
