using System.Diagnostics.Metrics;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Queries;

namespace Coral.Dns.Events;

/// <summary>The metrics of the DNS server.</summary>
/// <param name="meter">The meter, named <c>Coral.Dns</c>, which the caller owns.</param>
public sealed class DnsMetrics(Meter meter) : IDnsEvents
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Coral.Dns";

    private static readonly KeyValuePair<string, object?> Udp = new("transport", "udp");
    private static readonly KeyValuePair<string, object?> Tcp = new("transport", "tcp");

    private static readonly KeyValuePair<string, object?>[] Kinds =
    [
        .. Enum.GetValues<ResponseKind>().Select(kind => new KeyValuePair<string, object?>("kind", Word(kind))),
    ];

    private static readonly KeyValuePair<string, object?>[] Levels =
    [
        .. Enum.GetValues<ClusterLevel>().Select(level => new KeyValuePair<string, object?>("level", (int)level)),
    ];

    private static readonly KeyValuePair<string, object?>[] Sources =
    [
        .. Enum.GetValues<RoundTripSource>()
            .Select(source => new KeyValuePair<string, object?>("source", source.ToString().ToLowerInvariant())),
    ];

    private static readonly KeyValuePair<string, object?> Garbage = new("reason", "garbage");
    private static readonly KeyValuePair<string, object?> Rate = new("reason", "rate");

    private readonly Counter<long> _queries = meter.CreateCounter<long>(
        "coral.dns.queries",
        "{query}",
        "Messages received, by transport."
    );

    private readonly Counter<long> _answers = meter.CreateCounter<long>(
        "coral.dns.answers",
        "{answer}",
        "Answers given, by kind."
    );

    private readonly Counter<long> _dropped = meter.CreateCounter<long>(
        "coral.dns.dropped",
        "{query}",
        "Messages that got no answer, by reason."
    );

    private readonly Counter<long> _fallbacks = meter.CreateCounter<long>(
        "coral.dns.fallbacks",
        "{answer}",
        "Answers that name proxies of a farther level too, since the client's had too few, by the client's level."
    );

    private readonly Counter<long> _lost = meter.CreateCounter<long>(
        "coral.dns.nodes.lost",
        "{node}",
        "Members of this node's clusters that stopped answering, and are named no more."
    );

    private readonly Histogram<double> _roundTrips = meter.CreateHistogram<double>(
        "coral.dns.resolver.round_trip",
        "s",
        "Minimum round trips to resolvers' networks as they become known, by source: gap, tcp, probe."
    );

    private readonly Counter<long> _redirections = meter.CreateCounter<long>(
        "coral.dns.redirections",
        "{answer}",
        "Answers that name proxies, by the level that the client was judged to be at."
    );

    /// <inheritdoc />
    public void QueryReceived(DnsTransportKind transport) =>
        _queries.Add(1, transport == DnsTransportKind.Tcp ? Tcp : Udp);

    /// <inheritdoc />
    public void QueryIgnored(in NodeAddress source) => _dropped.Add(1, Garbage);

    /// <inheritdoc />
    public void ResponseSent(ResponseKind kind) => _answers.Add(1, Kinds[(int)kind]);

    /// <inheritdoc />
    public void ResponseRateLimited(in NodeAddress client, bool isTruncated)
    {
        if (!isTruncated)
        {
            _dropped.Add(1, Rate);
        }
    }

    /// <inheritdoc />
    public void Redirected(ClusterLevel level, ClusterLevel reached)
    {
        _redirections.Add(1, Levels[(int)level]);
        if (reached < level)
        {
            _fallbacks.Add(1, Levels[(int)level]);
        }
    }

    /// <inheritdoc />
    public void RoundTripLearnt(in NetworkPrefix network, TimeSpan roundTrip, RoundTripSource source) =>
        _roundTrips.Record(roundTrip.TotalSeconds, Sources[(int)source]);

    /// <inheritdoc />
    public void NodeLost(NodeContact node) => _lost.Add(1);

    private static string Word(ResponseKind kind) =>
        kind switch
        {
            ResponseKind.Positive => "positive",
            ResponseKind.NoData => "no-data",
            ResponseKind.NoName => "no-name",
            ResponseKind.Referral => "referral",
            ResponseKind.Truncated => "truncated",
            ResponseKind.Refused => "refused",
            _ => "error",
        };
}
