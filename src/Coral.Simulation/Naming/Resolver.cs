using Coral.Core.Network;
using Coral.Dns.Queries;
using Coral.Dns.Wire;
using Coral.Simulation.Time;

namespace Coral.Simulation.Naming;

/// <summary>
/// A client's resolver: it queries label by label (RFC 9156), follows referrals, and caches.
/// </summary>
/// <remarks>
/// The resolver tries each server of a zone once, and then uses the fastest, as BIND does. It knows the primaries from
/// the start, since resolvers keep delegations of a registry for a day or two. Clients reach their resolver at no cost.
/// </remarks>
internal sealed class Resolver(NameServers servers, int place, VirtualClock clock, Random random)
{
    private const int MaxQuestions = 32;
    private const ushort PayloadBytes = 1232;

    private readonly Dictionary<DnsName, (List<NodeAddress> Servers, TimeSpan Until)> _cuts = new()
    {
        [NameServers.Zone] = ([.. servers.Primaries], TimeSpan.MaxValue),
        [NameServers.Infrastructure] = ([.. servers.Primaries], TimeSpan.MaxValue),
    };

    private readonly Dictionary<DnsName, (List<NodeAddress> Addresses, TimeSpan Until)> _known = [];
    private readonly Dictionary<DnsName, (DnsName Target, TimeSpan Until)> _redirections = [];
    private readonly Dictionary<DnsName, Task<IReadOnlyList<NodeAddress>>> _underWay = [];
    private readonly ServerLatencies _times = new(random);

    /// <summary>
    /// The addresses of a name; empty where resolution fails. Concurrent calls share one resolution.
    /// </summary>
    public Task<IReadOnlyList<NodeAddress>> ResolveAsync(DnsName name) =>
        _underWay.TryGetValue(name, out var search) && !search.IsCompleted
            ? search
            : _underWay[name] = SearchAsync(name);

    private async Task<IReadOnlyList<NodeAddress>> SearchAsync(DnsName name)
    {
        for (var questions = 0; questions < MaxQuestions; questions++)
        {
            var target = Redirect(name);
            if (Known(target) is { Count: > 0 } addresses)
            {
                return addresses;
            }

            var zone = ZoneOf(target);
            await QueryAsync(zone, Next(target, zone));
        }

        return [];
    }

    /// <summary>Sends one query, and caches its response.</summary>
    private async Task QueryAsync(DnsName zone, DnsName name)
    {
        var server = _times.Choose(_cuts[zone].Servers);
        var begins = clock.Elapsed;
        var query = Query(name);
        var answer = Read(await servers.QueryAsync(place, server, query, DnsTransportKind.Udp));
        _times.Record(server, answer is null ? 2 * NameServers.Timeout : clock.Elapsed - begins);
        if (answer is { IsTruncated: true })
        {
            answer = Read(await servers.QueryAsync(place, server, query, DnsTransportKind.Tcp));
        }

        if (answer is { IsGood: true, IsTruncated: false })
        {
            Learn(name, answer);
        }
        else if (_cuts.TryGetValue(zone, out var cut) && cut.Until != TimeSpan.MaxValue)
        {
            // A silent server is dropped unless it is a primary; without servers those of the parent zone are used
            // again.
            cut.Servers.Remove(server);
            _ = cut.Servers.Count == 0 && _cuts.Remove(zone);
        }
    }

    private void Learn(DnsName name, ResolverResponse answer)
    {
        var until = clock.Elapsed + answer.TimeToLive;
        if (answer.Redirection is var (owner, target))
        {
            _redirections[owner] = (target, until);
        }
        else if (answer.Cut is { } cut && answer.Servers.Count > 0)
        {
            _cuts[cut] = (answer.Servers, until);
        }
        else
        {
            // A response without addresses is a negative answer.
            _known[name] = (answer.Addresses, until);
        }
    }

    private DnsName Redirect(DnsName name)
    {
        foreach (var (owner, (target, until)) in _redirections)
        {
            if (until > clock.Elapsed && WireName.IsBelow(name.Wire, owner.Wire))
            {
                return DnsName.From([.. name.Wire[..^owner.Length], .. target.Wire]);
            }
        }

        return name;
    }

    /// <summary>The nearest zone at or above a name whose servers are known.</summary>
    private DnsName ZoneOf(DnsName name) =>
        _cuts
            .Where(cut => cut.Value.Until > clock.Elapsed && WireName.IsBelow(name.Wire, cut.Key.Wire))
            .MaxBy(cut => cut.Key.Length)
            .Key;

    /// <summary>The shortest name below the zone that is not known to have no addresses.</summary>
    private DnsName Next(DnsName name, DnsName zone)
    {
        var next = name;
        for (var at = name; at.Parent() is { } above && above.Length >= zone.Length; at = above)
        {
            next = Known(at) is null ? at : next;
        }

        return next;
    }

    private List<NodeAddress>? Known(DnsName name) =>
        _known.TryGetValue(name, out var found) && found.Until > clock.Elapsed ? found.Addresses : null;

    private byte[] Query(DnsName name)
    {
        var buffer = new byte[DnsLimits.MaxUdpResponseBytes];
        var writer = new MessageWriter(buffer);
        writer.TryWriteQuestion(name.Wire, RecordType.A, RecordClass.Internet);
        writer.TryWriteRecord(Section.Additional, WireName.Root, RecordType.OPT, (RecordClass)PayloadBytes, 0, []);
        return buffer[..writer.Finish((ushort)random.Next(1 << 16), HeaderFlags.None)];
    }

    private static ResolverResponse? Read(ReadOnlyMemory<byte>? message) =>
        message is { } bytes ? ResolverResponse.Read(bytes.Span) : null;
}
