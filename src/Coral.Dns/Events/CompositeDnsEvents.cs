using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Queries;

namespace Coral.Dns.Events;

/// <summary>Passes every event on to several receivers, in their order.</summary>
public sealed class CompositeDnsEvents(params IDnsEvents[] receivers) : IDnsEvents
{
    /// <inheritdoc />
    public void QueryReceived(DnsTransportKind transport)
    {
        foreach (var receiver in receivers)
        {
            receiver.QueryReceived(transport);
        }
    }

    /// <inheritdoc />
    public void QueryIgnored(in NodeAddress source)
    {
        foreach (var receiver in receivers)
        {
            receiver.QueryIgnored(source);
        }
    }

    /// <inheritdoc />
    public void QueryMalformed(in NodeAddress source)
    {
        foreach (var receiver in receivers)
        {
            receiver.QueryMalformed(source);
        }
    }

    /// <inheritdoc />
    public void ResponseSent(ResponseKind kind)
    {
        foreach (var receiver in receivers)
        {
            receiver.ResponseSent(kind);
        }
    }

    /// <inheritdoc />
    public void ResponseRateLimited(in NodeAddress client, bool isTruncated)
    {
        foreach (var receiver in receivers)
        {
            receiver.ResponseRateLimited(client, isTruncated);
        }
    }

    /// <inheritdoc />
    public void Redirected(ClusterLevel level, ClusterLevel reached)
    {
        foreach (var receiver in receivers)
        {
            receiver.Redirected(level, reached);
        }
    }

    /// <inheritdoc />
    public void NoProxyFound(ClusterLevel level)
    {
        foreach (var receiver in receivers)
        {
            receiver.NoProxyFound(level);
        }
    }

    /// <inheritdoc />
    public void Referred(ClusterLevel level, in NodeAddress resolver)
    {
        foreach (var receiver in receivers)
        {
            receiver.Referred(level, resolver);
        }
    }

    /// <inheritdoc />
    public void RoundTripLearnt(in NetworkPrefix network, TimeSpan roundTrip, RoundTripSource source)
    {
        foreach (var receiver in receivers)
        {
            receiver.RoundTripLearnt(network, roundTrip, source);
        }
    }

    /// <inheritdoc />
    public void HintsFound(in NetworkPrefix network, int hinted, int alive)
    {
        foreach (var receiver in receivers)
        {
            receiver.HintsFound(network, hinted, alive);
        }
    }

    /// <inheritdoc />
    public void HintLeft(in NetworkPrefix network, TimeSpan roundTrip)
    {
        foreach (var receiver in receivers)
        {
            receiver.HintLeft(network, roundTrip);
        }
    }

    /// <inheritdoc />
    public void ResolverProbed(in NodeAddress resolver, TimeSpan? roundTrip, int routers)
    {
        foreach (var receiver in receivers)
        {
            receiver.ResolverProbed(resolver, roundTrip, routers);
        }
    }

    /// <inheritdoc />
    public void NodeFound(NodeContact node)
    {
        foreach (var receiver in receivers)
        {
            receiver.NodeFound(node);
        }
    }

    /// <inheritdoc />
    public void NodeLost(NodeContact node)
    {
        foreach (var receiver in receivers)
        {
            receiver.NodeLost(node);
        }
    }
}
