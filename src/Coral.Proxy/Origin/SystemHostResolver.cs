using System.Net;
using System.Net.Sockets;

namespace Coral.Proxy.Origin;

/// <summary>The operating system's resolver, which also orders the addresses (RFC 6724).</summary>
public sealed class SystemHostResolver : IHostResolver
{
    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
