using System.Net;
using Coral.Proxy.Origin;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>Resolves the names it is told and no other.</summary>
internal sealed class TableResolver : IHostResolver
{
    private readonly Dictionary<string, IPAddress> _addresses = [];

    /// <summary>The one address of a host, as text.</summary>
    public string this[string host]
    {
        set => _addresses[host] = IPAddress.Parse(value);
    }

    public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        new(_addresses.TryGetValue(host, out var address) ? [address] : []);
}
