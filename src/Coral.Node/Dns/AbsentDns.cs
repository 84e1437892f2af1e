using Coral.Node.Admin.Dns;
using Coral.Node.Hosting;

namespace Coral.Node.Dns;

/// <summary>The place of the DNS server in a node without one: the admin API says that there is none.</summary>
internal sealed class AbsentDns : INodePart
{
    /// <inheritdoc />
    public IReadOnlyList<AdminRoute> Routes => new DnsPages(() => null).Routes;
}
