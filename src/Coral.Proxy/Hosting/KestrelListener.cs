using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coral.Proxy.Hosting;

/// <summary>One address that a server listens on.</summary>
/// <param name="EndPoint">Address and port; port 0 takes a free one, <c>[::]</c> takes IPv4 too.</param>
/// <param name="Configure">Sets the protocols, and what stands before a connection.</param>
public sealed record KestrelListener(IPEndPoint EndPoint, Action<ListenOptions> Configure);
