using System.Net;
using Coral.Dns.Wire;
using Coral.Node.Diagnosis.Asking;

namespace Coral.Node.Diagnosis;

/// <summary>The zone as the rest of the world sees it: asks resolvers, and through them the parent.</summary>
/// <remarks>
/// 1. Who is asked may be a name server of the parent itself: then it answers with a referral.
/// 2. A resolver is asked for the zone above, for that one's name servers, and for their addresses.
/// 3. These are asked for the delegation.
/// </remarks>
internal sealed class World(DnsClient client, IReadOnlyList<IPEndPoint> resolvers, int port)
{
    /// <summary>Name servers of the parent that are tried.</summary>
    private const int MaxParents = 4;

    /// <summary>Finds the delegation of a zone.</summary>
    /// <returns>The delegation, or in a few words why there is none, and whether that is certain.</returns>
    public async Task<(Delegation? Delegation, string? Problem, bool IsCertain)> FindAsync(
        DnsName zone,
        CancellationToken token
    )
    {
        var question = new DnsQuestion(zone, RecordType.NS, WantsRecursion: true);
        var outcome = await ResolveAsync(question, token);
        if (outcome.Reply?.Referred(zone) is { Count: > 0 } referred)
        {
            return (new Delegation(referred, outcome.Reply), null, true);
        }

        // Where all servers of the zone are dead a resolver has no answer in time; its parent has one nevertheless.
        foreach (var parent in await ParentsAsync(zone, token))
        {
            var direct = question with { WantsRecursion = false };
            var said = (await client.AskAsync(new IPEndPoint(parent, port), direct, token)).Reply;
            if (said?.Referred(zone) is { Count: > 0 } servers)
            {
                return (new Delegation(servers, said), null, true);
            }

            if (said?.Servers(zone) is { Count: > 0 } held)
            {
                // This server holds the zone as well as its parent, and answers from the zone.
                return (new Delegation(held, said), null, true);
            }

            if (said is { IsAuthoritative: true })
            {
                return (null, $"its parent ({parent}) has no name servers for it", true);
            }
        }

        return outcome.Reply is not { } reply ? (null, outcome.Problem, false)
            : reply.Servers(zone).Count > 0
                ? (null, "who is asked knows it, but its parent cannot be found through it", false)
            : (
                null,
                $"resolvers find no name servers for it ({reply.Code})",
                reply.Code is ResponseCode.NoError or ResponseCode.NameError
            );
    }

    /// <summary>Addresses of a name server as who is asked has them.</summary>
    /// <returns>The addresses, and what came of the question for the first kind: why there may be none.</returns>
    public async Task<(IReadOnlyList<IPAddress> Addresses, DnsOutcome Outcome)> AddressesAsync(
        DnsName server,
        CancellationToken token
    )
    {
        var four = await ResolveAsync(new DnsQuestion(server, RecordType.A, WantsRecursion: true), token);
        var six = await ResolveAsync(new DnsQuestion(server, RecordType.AAAA, WantsRecursion: true), token);
        var addresses = (four.Reply?.Addresses(server) ?? []).Concat(six.Reply?.Addresses(server) ?? []);
        return ([.. addresses.Distinct()], four);
    }

    private async Task<IReadOnlyList<IPAddress>> ParentsAsync(DnsName zone, CancellationToken token)
    {
        if (zone.Parent() is not { } above)
        {
            return [];
        }

        // Whether the name above is itself the top of a zone or not, the answer has the SOA of the one it lies in.
        var soa = await ResolveAsync(new DnsQuestion(above, RecordType.SOA, WantsRecursion: true), token);
        var parent = soa.Reply?.Records.FirstOrDefault(record => record.Type == RecordType.SOA)?.Owner;
        if (parent is null)
        {
            return [];
        }

        var servers = await ResolveAsync(new DnsQuestion(parent, RecordType.NS, WantsRecursion: true), token);
        var addresses = new List<IPAddress>();
        foreach (var server in (servers.Reply?.Servers(parent) ?? []).Take(MaxParents))
        {
            addresses.AddRange((await AddressesAsync(server, token)).Addresses);
        }

        return [.. addresses.Distinct().OrderBy(address => address.AddressFamily).Take(MaxParents)];
    }

    private async Task<DnsOutcome> ResolveAsync(DnsQuestion question, CancellationToken token)
    {
        var last = new DnsOutcome(null, "this machine has no resolver");
        foreach (var resolver in resolvers)
        {
            var outcome = await client.AskAsync(resolver, question, token);
            if (outcome.Reply is not null)
            {
                return outcome;
            }

            last = outcome with { Problem = $"{resolver}: {outcome.Problem}" };
        }

        return last;
    }
}
