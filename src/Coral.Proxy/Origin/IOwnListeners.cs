using System.Net;

namespace Coral.Proxy.Origin;

/// <summary>Knows where this node itself listens, so that it never asks itself as an origin.</summary>
public interface IOwnListeners
{
    /// <summary>
    /// <see langword="true"/> when a connection to <paramref name="endPoint"/> would end at one of our own listeners.
    /// </summary>
    bool Contains(IPEndPoint endPoint);
}
