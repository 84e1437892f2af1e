using System.Net;

namespace Coral.Proxy.Origin;

/// <summary>The listeners of this node itself, which are never its origin.</summary>
public interface IOwnListeners
{
    /// <summary>True if a connection to <paramref name="endPoint"/> would end at one of our own listeners.</summary>
    bool Contains(IPEndPoint endPoint);
}
