using System.Net;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Answering;
using Coral.Dns.Clusters;
using Coral.Dns.Queries;
using Coral.Dns.Redirection;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Tests.Fixtures;

/// <summary>A redirection with fixed decisions.</summary>
internal sealed class FixedRedirection : IRedirection, IPreparation, IExplanation
{
    public ChoiceOutcome Outcome { get; set; } = ChoiceOutcome.Chosen;

    public IReadOnlyList<string> Proxies { get; set; } = ["192.0.2.1", "192.0.2.2", "2001:db8::1"];

    public int Scope { get; set; }

    public ClusterLevel? NearAt { get; set; }

    public int Prepared { get; private set; }

    public bool Settled { get; set; } = true;

    public int Notes { get; private set; }

    public string? LastOrigin { get; private set; }

    public Dictionary<ClusterLevel, LevelServers> Known { get; } = [];

    public static LevelServers ServersOf(DnsName zone, params string[] addresses)
    {
        var names = addresses.Select((_, i) => zone.Child($"s{i}.ns")).ToArray();
        var ttl = TimeSpan.FromMinutes(20);
        return new LevelServers(
            new RecordSet(RecordType.NS, ttl, names.Select(name => name.Wire.ToArray())),
            [
                .. names.Zip(
                    addresses,
                    (name, address) =>
                        new GlueRecord(
                            name,
                            new RecordSet(
                                address.Contains(':', StringComparison.Ordinal) ? RecordType.AAAA : RecordType.A,
                                ttl,
                                [IPAddress.Parse(address).GetAddressBytes()]
                            )
                        )
                ),
            ],
            []
        );
    }

    public void Observe(in Requester requester, ReadOnlySpan<byte> name, bool isDeferred) => Notes++;

    public ChoiceOutcome Choose(
        in Requester requester,
        scoped ReadOnlySpan<byte> origin,
        RecordType type,
        bool mayWait,
        ref ProxyChoice choice
    )
    {
        LastOrigin = Convert.ToHexString(origin);
        if (Outcome == ChoiceOutcome.NeedsTime && !mayWait)
        {
            Outcome = ChoiceOutcome.Chosen;
        }

        choice.Seconds = 30;
        choice.Scope = requester.Subnet is null ? 0 : Scope;
        foreach (var address in Proxies.Select(IPAddress.Parse).Select(address => NodeAddress.From(address, 80)))
        {
            if (address.IsIPv4 == (type == RecordType.A))
            {
                choice.Addresses[choice.Count++] = address;
            }
        }

        return Outcome == ChoiceOutcome.Chosen && choice.Count == 0 ? ChoiceOutcome.NoneOfFamily : Outcome;
    }

    public bool IsDiscoveryComplete(in Requester requester) => Settled;

    public bool IsStale(ClusterLevel level) => false;

    public bool ShouldRetryOverTcp(in Requester requester) => false;

    public LevelServers? ServersNear(in Requester requester, ClusterLevel level) =>
        NearAt >= level ? Known.GetValueOrDefault(level) : null;

    public RecordSet? AddressOf(ClusterLevel level, ReadOnlySpan<byte> server, RecordType type) =>
        Known.GetValueOrDefault(level)?.Find(server, type);

    public ValueTask PrepareAsync(Requester requester, CancellationToken cancellationToken)
    {
        Prepared++;
        return ValueTask.CompletedTask;
    }

    public bool IsRequested(ReadOnlySpan<byte> name, RecordType type, in NodeAddress client) => false;

    public RecordSet? Text(ReadOnlySpan<byte> name, in Requester requester) => null;
}
