using System.Net;

namespace Coral.Proxy.Origin;

/// <summary>Finds the addresses of an origin's host name.</summary>
public interface IHostResolver
{
    /// <summary>The addresses in the order in which to try them; none when the name does not resolve.</summary>
    ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}
