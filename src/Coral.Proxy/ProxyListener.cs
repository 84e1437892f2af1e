using System.Net;

namespace Coral.Proxy;

/// <summary>One address that the proxy listens on.</summary>
/// <param name="EndPoint">Address and port; port 0 takes a free one, <c>[::]</c> takes IPv4 too.</param>
/// <param name="Kind">The protocol of its connections.</param>
public sealed record ProxyListener(IPEndPoint EndPoint, ListenerKind Kind);
