using System.Net;
using Coral.Core.Index;

namespace Coral.Node.Hosting;

/// <summary>The addresses that a node listens on, with the ports that it got: each part adds its own.</summary>
/// <param name="Addresses">The addresses, in the order in which the parts were started.</param>
public sealed record NodeListening(IReadOnlyList<ListenAddress> Addresses)
{
    /// <summary>The same addresses, and those of one more part.</summary>
    public NodeListening With(params IEnumerable<ListenAddress> addresses) => new([.. Addresses, .. addresses]);

    /// <summary>The addresses that a flag of <c>coral run</c> sets: <c>--http</c>, say.</summary>
    public IReadOnlyList<IPEndPoint> Of(string flag) =>
        [.. Addresses.Where(address => address.Flag == flag).Select(address => address.EndPoint)];

    /// <summary>The addresses of a service that is advertised to other nodes.</summary>
    public IEnumerable<IPEndPoint> Of(NodeServices service) =>
        Addresses.Where(address => address.Service == service).Select(address => address.EndPoint);
}
