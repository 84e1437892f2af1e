using System.Diagnostics.Metrics;
using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Answering;
using Coral.Dns.Configuration;
using Coral.Dns.Events;
using Coral.Dns.Queries;
using Coral.Dns.Resolvers;
using Coral.Dns.Wire;
using Coral.Testing.Time;

namespace Coral.Dns.Tests.Fixtures;

/// <summary>A server among nodes that a test makes: with their clusters, liveness and distances.</summary>
internal sealed class World : INodeDirectory, INodeCheck, IResolverProbe, IDnsEvents, IDisposable
{
    public const ushort HttpPort = 8080;
    private readonly Dictionary<ClusterLevel, List<NodeContact>> _members = [];
    private readonly byte[] _response = new byte[DnsLimits.MaxMessageBytes];
    private int _added;

    public World(DnsOptions? options = null, string self = "203.0.113.1", IDnsEvents? events = null)
    {
        options ??= new DnsOptions
        {
            TruncateUnknown = false,
            AnswersPerSecond = 0,
            AllAnswersPerSecond = 0,
        };
        Self = Contact(self, number: 1);
        Index = new MemoryContentIndex(Self.Id, Network = new MemoryIndexNetwork(Clock));
        Server = new DnsServer(
            new DnsConfig(["cdn.example"], [], [Self.Address.ToIPAddress()], options),
            new DnsNetwork(this, Index, this, this, new NoCertificates()),
            new SeededTokens(1),
            new Random(1),
            Clock,
            new CompositeDnsEvents(events ?? new DnsMetrics(new Meter(DnsMetrics.MeterName)), this)
        );
    }

    public ManualTimeProvider Clock { get; } = new();

    public DnsServer Server { get; }

    public MemoryIndexNetwork Network { get; }

    public MemoryContentIndex Index { get; }

    public NodeContact Self { get; }

    public NodeReport Own { get; set; } = new(new ServicePorts(1, HttpPort, 53), default, TimeSpan.FromHours(5));

    /// <summary>The reports of the living nodes; all others are dead.</summary>
    public Dictionary<NodeId, NodeReport> Living { get; } = [];

    /// <summary>Nodes that neither answer nor fail: they are waited for.</summary>
    public HashSet<NodeId> Hanging { get; } = [];

    /// <summary>The time after which the answers of living nodes arrive; zero where none is given.</summary>
    public Dictionary<NodeId, TimeSpan> Ways { get; } = [];

    /// <summary>The time that the check of a node takes, one check after the other; zero where none is given.</summary>
    public Dictionary<NodeId, TimeSpan> Distances { get; } = [];

    public int Asked { get; private set; }

    public HashSet<NodeId> AskedNodes { get; } = [];

    public List<NodeAddress> Probed { get; } = [];

    /// <summary>Called when the nodes near a client are asked for.</summary>
    public Action? OnLookUp { get; set; }

    /// <summary>Called with the number of nodes alive when those that hints name have been checked.</summary>
    public Action<int>? OnHintsFound { get; set; }

    /// <summary>The task that lookups of the nodes near a client wait for.</summary>
    public Task LookUps { get; set; } = Task.CompletedTask;

    public ProbeReport? ProbeResult { get; set; } = new(TimeSpan.FromMilliseconds(8), []);

    /// <summary>Adds a living node to clusters.</summary>
    public NodeContact Add(string address, params ClusterLevel[] levels)
    {
        var contact = Contact(address, number: 100 + _added++);
        foreach (var level in levels)
        {
            Members(level).Add(contact);
        }

        Living[contact.Id] = new NodeReport(contact.Ports, default, TimeSpan.FromHours(2));
        return contact;
    }

    /// <summary>Several nodes in one cluster, at addresses that differ in their last byte.</summary>
    public NodeContact[] AddMany(string network, int count, params ClusterLevel[] levels) =>
        [.. Enumerable.Range(1, count).Select(i => Add($"{network}.{i}", levels))];

    /// <summary>Removes a node from the directory, as after a lost request.</summary>
    public void Forget(NodeContact node) => _members.Values.ToList().ForEach(list => list.Remove(node));

    public void Say(NodeContact node, Func<NodeReport, NodeReport> change) => Living[node.Id] = change(Living[node.Id]);

    /// <summary>Sends a query, and waits if the answer is deferred.</summary>
    public async Task<ReadMessage> AskAsync(
        Ask ask,
        string client = "198.51.100.7",
        DnsTransportKind transport = DnsTransportKind.Udp,
        TimeSpan? roundTrip = null
    )
    {
        var source = new QuerySource(NodeAddress.From(IPAddress.Parse(client), 4242), transport, roundTrip);
        var length = Server.Responder.Answer(ask.Bytes, source, _response);
        if (length == DnsLimits.NeedsTime)
        {
            var waiting = Server.Responder.AnswerAsync(ask.Bytes, source, _response, CancellationToken.None).AsTask();
            if (Hanging.Count + Ways.Count > 0)
            {
                Clock.Advance(TimeSpan.FromMilliseconds(300));
            }

            length = await waiting;
        }

        return new ReadMessage(_response.AsSpan(0, length));
    }

    /// <summary>Sends a query over UDP; the caller moves the clock while the server waits.</summary>
    public async Task BeginAsync(string name, string client)
    {
        var query = new Ask(name, RecordType.A).Bytes;
        var source = new QuerySource(NodeAddress.From(IPAddress.Parse(client), 4242), DnsTransportKind.Udp, null);
        if (Server.Responder.Answer(query, source, _response) == DnsLimits.NeedsTime)
        {
            await Server.Responder.AnswerAsync(query, source, _response, CancellationToken.None);
        }
    }

    public Task<ReadMessage> AskAsync(string name, RecordType type = RecordType.A, string client = "198.51.100.7") =>
        AskAsync(new Ask(name, type), client);

    /// <summary>Makes a resolver's round-trip time known, by TCP.</summary>
    public Task MeasureAsync(string client, double milliseconds) =>
        AskAsync(
            new Ask("cdn.example", RecordType.SOA),
            client,
            DnsTransportKind.Tcp,
            TimeSpan.FromMilliseconds(milliseconds)
        );

    public ValueTask<NodeReport?> CheckAsync(NodeContact contact, CancellationToken cancellationToken)
    {
        Asked++;
        AskedNodes.Add(contact.Id);
        Clock.Advance(Distances.GetValueOrDefault(contact.Id));
        return Hanging.Contains(contact.Id) ? new ValueTask<NodeReport?>(HangAsync(cancellationToken))
            : !Living.TryGetValue(contact.Id, out var report) ? new(result: null)
            : Ways.TryGetValue(contact.Id, out var way)
                ? new ValueTask<NodeReport?>(AnswerLateAsync(report, way, cancellationToken))
            : new(report);
    }

    public ValueTask<ProbeReport?> ProbeAsync(NodeAddress resolver, CancellationToken cancellationToken)
    {
        Probed.Add(resolver);
        return new(ProbeResult);
    }

    public async ValueTask<IReadOnlyList<NodeContact>> NodesAsync(
        ClusterLevel level,
        int count,
        IPAddress? target,
        NodeServices services,
        CancellationToken cancellationToken
    )
    {
        if (target is not null)
        {
            OnLookUp?.Invoke();
            await LookUps;
        }

        var near = target is null ? default : NetworkPrefix.Of(NodeAddress.From(target, 0));
        return
        [
            .. Members(level)
                .Where(node => node.Ports.Offer(services))
                .OrderByDescending(node => target is not null && NetworkPrefix.Of(node.Address) == near)
                .Take(count),
        ];
    }

    public IReadOnlyList<LevelInfo> Levels() => new MemoryNodeDirectory().Levels();

    public void HintsFound(in NetworkPrefix network, int hinted, int alive) => OnHintsFound?.Invoke(alive);

    public void Dispose() => Server.Dispose();

    private List<NodeContact> Members(ClusterLevel level) =>
        _members.TryGetValue(level, out var list) ? list : _members[level] = [];

    private static NodeContact Contact(string address, int number)
    {
        var id = NodeId.OfPublicKey([(byte)(number >> 8), (byte)number]);
        return new NodeContact(id, NodeAddress.From(IPAddress.Parse(address), 7400), new ServicePorts(1, HttpPort, 53));
    }

    private async Task<NodeReport?> AnswerLateAsync(NodeReport report, TimeSpan way, CancellationToken token)
    {
        await Task.Delay(way, Clock, token);
        return report;
    }

    private static async Task<NodeReport?> HangAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return null;
    }
}
