using System.Diagnostics.Metrics;
using System.Net;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Core.Time;
using Coral.Dns.Answering;
using Coral.Dns.Configuration;
using Coral.Dns.Events;
using Coral.Dns.Protection;
using Coral.Dns.Queries;
using Coral.Dns.Serving;
using Coral.Dns.Wire;
using Coral.Dns.Zones;
using Coral.Testing.Time;

namespace Coral.Dns.Tests.Fixtures;

/// <summary>A server whose redirection is set by the test.</summary>
internal sealed class StaticServer
{
    public const string Client = "198.51.100.7";
    private readonly DnsResponder _responder;
    private readonly byte[] _response = new byte[DnsLimits.MaxMessageBytes];

    public StaticServer(DnsOptions? options = null, params string[] zones)
        : this(events: null, options, zones) { }

    public StaticServer(IDnsEvents? events, DnsOptions? options, params string[] zones)
    {
        options ??= new DnsOptions();
        IReadOnlyList<string> names = zones.Length > 0 ? zones : ["cdn.example"];
        var self = IPAddress.Parse("203.0.113.1");
        Config = new DnsConfig(names, ["intranet", "www.cdn.example"], [self], options);
        Zones = ZoneBuilder.Build(Config);
        var classifier = new NameClassifier(
            Zones.All.ToArray().Where(zone => zone.ServesApex).Select(zone => zone.Apex),
            Config.DeclaredHosts.Select(DnsName.Parse)
        );
        if (options.InfrastructureZone is { } zone)
        {
            var hierarchy = new HierarchyNames(DnsName.Parse(zone));
            Redirection.Known[ClusterLevel.Regional] = FixedRedirection.ServersOf(hierarchy.Regional, "192.0.2.11");
            Redirection.Known[ClusterLevel.Near] = FixedRedirection.ServersOf(
                hierarchy.Near,
                "192.0.2.21",
                "2001:db8::22",
                "192.0.2.23"
            );
        }

        var abuseLimits = new AbuseLimits(options, new SeededTokens(7), Clock.GetUtcNow());
        events ??= new DnsMetrics(Meter);
        var authority = new Authority(Zones, classifier, Redirection, Certificates, Redirection, events);
        _responder = new DnsResponder(authority, Redirection, abuseLimits, events, new MonotonicClock(Clock));
    }

    public DnsConfig Config { get; }

    public ZoneSet Zones { get; }

    public ManualTimeProvider Clock { get; } = new();

    public Meter Meter { get; } = new(DnsMetrics.MeterName);

    public FixedRedirection Redirection { get; } = new();

    public ChosenCertificates Certificates { get; } = new();

    public IDnsResponder Responder => _responder;

    public ReadMessage Answer(string name, RecordType type) => Answer(new Ask(name, type));

    public ReadMessage Answer(Ask ask, DnsTransportKind transport = DnsTransportKind.Udp) =>
        TryAnswer(ask.Bytes, transport) ?? throw new InvalidOperationException("No answer at all.");

    public ReadMessage? TryAnswer(
        byte[] query,
        DnsTransportKind transport = DnsTransportKind.Udp,
        string client = Client
    )
    {
        var length = Send(query, transport, client);
        return length > 0 ? new ReadMessage(_response.AsSpan(0, length)) : null;
    }

    public int Send(ReadOnlySpan<byte> query, DnsTransportKind transport, string client = Client) =>
        _responder.Answer(query, SourceOf(client, transport), _response);

    public static QuerySource SourceOf(string client, DnsTransportKind transport) =>
        new(NodeAddress.From(IPAddress.Parse(client), 4242), transport, RoundTrip: null);
}
