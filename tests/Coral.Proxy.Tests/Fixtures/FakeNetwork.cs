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

    /// <summary>End points that answer only when their gate is opened.</summary>
    public ConcurrentDictionary<IPEndPoint, TaskCompletionSource> Gates { get; } = new();

    /// <summary>As <see cref="Gates"/>, but these do not give up when told to: they connect after all.</summary>
    public ConcurrentDictionary<IPEndPoint, TaskCompletionSource> StubbornGates { get; } = new();

    /// <summary>What every connection answers, instead of a listener.</summary>
    public byte[]? Canned { get; set; }

    /// <summary>Every attempt, in order.</summary>
    public ConcurrentQueue<IPEndPoint> Attempts { get; } = new();

    public async Task<Stream?> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Attempts.Enqueue(endPoint);
        if (Canned is not null)
        {
            return new CannedStream(Canned);
        }

        if (BlackHoles.Contains(endPoint))
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (Gates.TryGetValue(endPoint, out var gate))
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        if (StubbornGates.TryGetValue(endPoint, out var stubborn))
        {
            await stubborn.Task;
            cancellationToken = CancellationToken.None;
        }

        return Routes.TryGetValue(endPoint, out var listener)
            ? await _sockets.ConnectAsync(listener, cancellationToken)
            : null;
    }
}
