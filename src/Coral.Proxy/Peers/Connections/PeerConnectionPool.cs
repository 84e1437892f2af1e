using System.Net;
using Coral.Proxy.Origin;

namespace Coral.Proxy.Peers.Connections;

/// <summary>The peers that this node is connected to, or about to be. Bounded; any number of threads.</summary>
/// <remarks>One lock holds this table and the state of its links; nothing is awaited or disposed under it.</remarks>
/// <param name="options">The limits on connections and times.</param>
/// <param name="connector">The opener of sockets, scripted in tests.</param>
/// <param name="metrics">The counters of connections.</param>
/// <param name="clock">The clock for time limits.</param>
public sealed class PeerConnectionPool(
    PeerOptions options,
    ISocketConnector connector,
    PeerMetrics metrics,
    TimeProvider clock
) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(PeerHandler.Create(options), disposeHandler: true);
    private readonly PeerDialer _dialer = new(options, connector, metrics, clock);
    private readonly Lock _lock = new();
    private readonly Dictionary<IPEndPoint, PeerConnection> _byTarget = [];

    /// <summary>The silence after which a peer is given up.</summary>
    internal TimeSpan DeadAfter => options.DeadAfter;

    /// <summary>Links held.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _byTarget.Count;
            }
        }
    }

    /// <summary>Begins the use of the link to <paramref name="target"/>.</summary>
    /// <returns>Nothing when as many peers are in use as may be.</returns>
    internal PeerConnectionUse? Enter(IPEndPoint target)
    {
        PeerConnection? evicted = null;
        PeerConnection? link;
        lock (_lock)
        {
            if (!_byTarget.TryGetValue(target, out link))
            {
                if (_byTarget.Count >= options.MaxPeers && (evicted = Idlest_NeedsLock()) is null)
                {
                    return null;
                }

                if (evicted is not null)
                {
                    _byTarget.Remove(evicted.Target);
                }

                link = new PeerConnection(target, _dialer, metrics, clock, _lock, Forget_NeedsLock);
                _byTarget.Add(target, link);
            }

            link.Enter_NeedsLock();
        }

        evicted?.Close();
        return new PeerConnectionUse(this, link);
    }

    /// <summary>Sends a request over a link in use, and waits for the header of its response.</summary>
    internal Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        PeerConnectionUse use,
        CancellationToken cancellationToken
    )
    {
        request.Options.Set(PeerHandler.LinkKey, use);
        return _client.SendAsync(request, cancellationToken);
    }

    /// <summary>Counts a further use of a link in use.</summary>
    internal void Retain(PeerConnection link)
    {
        lock (_lock)
        {
            link.Enter_NeedsLock();
        }
    }

    /// <summary>Ends a use.</summary>
    internal void Release(PeerConnection link)
    {
        lock (_lock)
        {
            link.Leave_NeedsLock();
        }
    }

    /// <summary>Closes every connection.</summary>
    public void Dispose()
    {
        _client.Dispose();
        PeerConnection[] links;
        lock (_lock)
        {
            links = [.. _byTarget.Values];
        }

        Array.ForEach(links, link => link.Close());
    }

    private PeerConnection? Idlest_NeedsLock() =>
        _byTarget.Values.Where(link => !link.IsInUse).MinBy(link => link.LeftAt);

    private void Forget_NeedsLock(PeerConnection link)
    {
        if (_byTarget.TryGetValue(link.Target, out var held) && ReferenceEquals(held, link))
        {
            _byTarget.Remove(link.Target);
        }
    }
}
