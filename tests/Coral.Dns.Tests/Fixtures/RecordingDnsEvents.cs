using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Events;
using Coral.Dns.Queries;

namespace Coral.Dns.Tests.Fixtures;

/// <summary>The events of a server as lines of text, in their order.</summary>
internal sealed class RecordingDnsEvents : IDnsEvents
{
    public List<string> Lines { get; } = [];

    public void QueryReceived(DnsTransportKind transport) => Lines.Add($"QueryReceived {transport}");

    public void QueryIgnored(in NodeAddress source) => Lines.Add($"QueryIgnored {source}");

    public void QueryMalformed(in NodeAddress source) => Lines.Add($"QueryMalformed {source}");

    public void ResponseSent(ResponseKind kind) => Lines.Add($"ResponseSent {kind}");

    public void ResponseRateLimited(in NodeAddress client, bool isTruncated) =>
        Lines.Add($"ResponseRateLimited {client} {isTruncated}");

    public void Redirected(ClusterLevel level, ClusterLevel reached) => Lines.Add($"Redirected {level} {reached}");

    public void NoProxyFound(ClusterLevel level) => Lines.Add($"NoProxyFound {level}");

    public void Referred(ClusterLevel level, in NodeAddress resolver) => Lines.Add($"Referred {level} {resolver}");

    public void RoundTripLearnt(in NetworkPrefix network, TimeSpan roundTrip, RoundTripSource source) =>
        Lines.Add($"RoundTripLearnt {network} {roundTrip.TotalMilliseconds:0} {source}");

    public void HintsFound(in NetworkPrefix network, int hinted, int alive) =>
        Lines.Add($"HintsFound {network} {hinted} {alive}");

    public void HintLeft(in NetworkPrefix network, TimeSpan roundTrip) =>
        Lines.Add($"HintLeft {network} {roundTrip.TotalMilliseconds:0}");

    public void ResolverProbed(in NodeAddress resolver, TimeSpan? roundTrip, int routers) =>
        Lines.Add($"ResolverProbed {resolver} {roundTrip?.TotalMilliseconds:0} {routers}");

    public void NodeFound(NodeContact node) => Lines.Add($"NodeFound {node.Address.ToIPAddress()}");

    public void NodeLost(NodeContact node) => Lines.Add($"NodeLost {node.Address.ToIPAddress()}");
}
