namespace Coral.Proxy.Peers.Connections;

/// <summary>
/// The use of a link by one request, to be disposed when the response has ended. Harmless when repeated.
/// </summary>
internal sealed class PeerConnectionUse(PeerConnectionPool links, PeerConnection link) : IDisposable
{
    private int _ended;

    /// <summary>The link in use.</summary>
    public PeerConnection Link { get; } = link;

    /// <summary>A second use of the same link, for what outlives the first.</summary>
    public PeerConnectionUse Share()
    {
        links.Retain(Link);
        return new PeerConnectionUse(links, Link);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            links.Release(Link);
        }
    }
}
