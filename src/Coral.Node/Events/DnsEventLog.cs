using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Events;
using Coral.Dns.Queries;
using Coral.Node.Logging;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Events;

/// <summary>The log of what happens in the DNS server: events 1400 to 1499.</summary>
/// <remarks>
/// Events that strangers can cause are logged at most once a minute, those for debugging once a second.
/// </remarks>
internal sealed partial class DnsEventLog(ILogger logger, TimeProvider clock) : IDnsEvents
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Seldom = TimeSpan.FromMinutes(1);
    private readonly LogThrottle _rateLimited = new(Seldom, clock);
    private readonly LogThrottle _noProxy = new(Seldom, clock);
    private readonly LogThrottle _malformed = new(Often, clock);
    private readonly LogThrottle _fallback = new(Often, clock);
    private readonly LogThrottle _referred = new(Often, clock);
    private readonly LogThrottle _roundTrip = new(Often, clock);

    /// <inheritdoc />
    public void ResponseRateLimited(in NodeAddress client, bool isTruncated)
    {
        if (_rateLimited.TryPass(out var held))
        {
            Log.DnsRateLimited(logger, NetworkPrefix.Of(client), held);
        }
    }

    /// <inheritdoc />
    public void NoProxyFound(ClusterLevel level)
    {
        if (_noProxy.TryPass(out var held))
        {
            Log.DnsNoProxyFound(logger, held);
        }
    }

    /// <inheritdoc />
    public void QueryMalformed(in NodeAddress source)
    {
        if (logger.IsEnabled(LogLevel.Debug) && _malformed.TryPass(out var held))
        {
            Log.DnsQueryMalformed(logger, source, held);
        }
    }

    /// <inheritdoc />
    public void Redirected(ClusterLevel level, ClusterLevel reached)
    {
        if (reached < level && logger.IsEnabled(LogLevel.Debug) && _fallback.TryPass(out var held))
        {
            Log.DnsFellBack(logger, (int)level, (int)reached, held);
        }
    }

    /// <inheritdoc />
    public void Referred(ClusterLevel level, in NodeAddress resolver)
    {
        if (logger.IsEnabled(LogLevel.Debug) && _referred.TryPass(out var held))
        {
            Log.DnsReferred(logger, resolver, (int)level, held);
        }
    }

    /// <inheritdoc />
    public void RoundTripLearnt(in NetworkPrefix network, TimeSpan roundTrip, RoundTripSource source)
    {
        if (logger.IsEnabled(LogLevel.Debug) && _roundTrip.TryPass(out var held))
        {
            Log.DnsRoundTripLearnt(logger, network, roundTrip.TotalMilliseconds, source, held);
        }
    }

    /// <inheritdoc />
    public void HintsFound(in NetworkPrefix network, int hinted, int alive) =>
        Log.DnsHintsFound(logger, network, hinted, alive);

    /// <inheritdoc />
    public void HintLeft(in NetworkPrefix network, TimeSpan roundTrip) =>
        Log.DnsHintLeft(logger, network, roundTrip.TotalMilliseconds);

    /// <inheritdoc />
    public void ResolverProbed(in NodeAddress resolver, TimeSpan? roundTrip, int routers) =>
        Log.DnsResolverProbed(logger, resolver, roundTrip?.TotalMilliseconds, routers);

    /// <inheritdoc />
    public void NodeFound(NodeContact node) => Log.DnsNodeFound(logger, node.Address, node.Id);

    /// <inheritdoc />
    public void NodeLost(NodeContact node) => Log.DnsNodeLost(logger, node.Address, node.Id);

    private static partial class Log
    {
        [LoggerMessage(
            1400,
            LogLevel.Warning,
            "Responses to {Network} exceed the rate limit; {Held} more since the last line.",
            EventName = nameof(DnsRateLimited)
        )]
        public static partial void DnsRateLimited(ILogger logger, NetworkPrefix network, long held);

        [LoggerMessage(
            1401,
            LogLevel.Warning,
            "No live proxy is known: answered a query with SERVFAIL; {Held} more since the last line.",
            EventName = nameof(DnsNoProxyFound)
        )]
        public static partial void DnsNoProxyFound(ILogger logger, long held);

        [LoggerMessage(
            1402,
            LogLevel.Debug,
            "{Source} sent a malformed query; {Held} more came since the last such line.",
            EventName = nameof(DnsQueryMalformed)
        )]
        public static partial void DnsQueryMalformed(ILogger logger, NodeAddress source, long held);

        [LoggerMessage(
            1403,
            LogLevel.Debug,
            "Too few proxies at level {Level}: some of level {Reached} were named; {Held} more answers had such.",
            EventName = nameof(DnsFellBack)
        )]
        public static partial void DnsFellBack(ILogger logger, int level, int reached, long held);

        [LoggerMessage(
            1404,
            LogLevel.Debug,
            "{Resolver} was referred to the name servers of level {Level}; {Held} more were since the last such line.",
            EventName = nameof(DnsReferred)
        )]
        public static partial void DnsReferred(ILogger logger, NodeAddress resolver, int level, long held);

        [LoggerMessage(
            1405,
            LogLevel.Debug,
            "{Network} is {Milliseconds} ms away, by {Method}; {Held} more networks were measured.",
            EventName = nameof(DnsRoundTripLearnt)
        )]
        public static partial void DnsRoundTripLearnt(
            ILogger logger,
            NetworkPrefix network,
            double milliseconds,
            RoundTripSource method,
            long held
        );

        [LoggerMessage(
            1406,
            LogLevel.Debug,
            "Hints name {Hinted} nodes near {Network}; {Alive} of them are alive.",
            EventName = nameof(DnsHintsFound)
        )]
        public static partial void DnsHintsFound(ILogger logger, NetworkPrefix network, int hinted, int alive);

        [LoggerMessage(
            1407,
            LogLevel.Debug,
            "Left a hint that {Network} is {Milliseconds} ms away.",
            EventName = nameof(DnsHintLeft)
        )]
        public static partial void DnsHintLeft(ILogger logger, NetworkPrefix network, double milliseconds);

        [LoggerMessage(
            1408,
            LogLevel.Debug,
            "Probed {Resolver}: {Milliseconds} ms, {Routers} public routers before it.",
            EventName = nameof(DnsResolverProbed)
        )]
        public static partial void DnsResolverProbed(
            ILogger logger,
            NodeAddress resolver,
            double? milliseconds,
            int routers
        );

        [LoggerMessage(
            1409,
            LogLevel.Debug,
            "Node {Address} ({Id}) answers, and may be named in DNS.",
            EventName = nameof(DnsNodeFound)
        )]
        public static partial void DnsNodeFound(ILogger logger, NodeAddress address, NodeId id);

        [LoggerMessage(
            1410,
            LogLevel.Debug,
            "Node {Address} ({Id}) no longer answers, and is not named in DNS.",
            EventName = nameof(DnsNodeLost)
        )]
        public static partial void DnsNodeLost(ILogger logger, NodeAddress address, NodeId id);
    }
}
