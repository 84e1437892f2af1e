using System.Collections.Concurrent;
using System.Net;
using Coral.Proxy.Origin;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>Leads connections to public addresses to listeners of the test; what is not routed refuses.</summary>
internal sealed class FakeNetwork : ISocketConnector
{
    private readonly SocketConnector _sockets = new();

    /// <summary>Which real listener stands behind an end point.</summary>
    public ConcurrentDictionary<IPEndPoint, IPEndPoint> Routes { get; } = new();

    /// <summary>End points that take a connection attempt and never answer it.</summary>
    public ConcurrentBag<IPEndPoint> BlackHoles { get; } = [];

    /// <summary>Every attempt, in order.</summary>
    public ConcurrentQueue<IPEndPoint> Attempts { get; } = new();

    public async Task<Stream?> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Attempts.Enqueue(endPoint);
        if (BlackHoles.Contains(endPoint))
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return Routes.TryGetValue(endPoint, out var listener)
            ? await _sockets.ConnectAsync(listener, cancellationToken)
            : null;
    }
}
