using System.Diagnostics.Metrics;
using Coral.Core.Index;
using Coral.Dns.Queries;

namespace Coral.Dns.Events;

/// <summary>What the DNS server counts.</summary>
/// <param name="meter">The meter <c>Coral.Dns</c>.</param>
public sealed class DnsMetrics(Meter meter)
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

    private readonly Counter<long> _redirections = meter.CreateCounter<long>(
        "coral.dns.redirections",
        "{answer}",
        "Answers that name proxies, by the level that the client was judged to be at."
    );

    internal void Redirected(ClusterLevel level) => _redirections.Add(1, Levels[(int)level]);

    internal void Received(DnsTransportKind transport) =>
        _queries.Add(1, transport == DnsTransportKind.Tcp ? Tcp : Udp);

    internal void Answered(ResponseKind kind) => _answers.Add(1, Kinds[(int)kind]);

    internal void DroppedAsGarbage() => _dropped.Add(1, Garbage);

    internal void DroppedByRate() => _dropped.Add(1, Rate);

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
