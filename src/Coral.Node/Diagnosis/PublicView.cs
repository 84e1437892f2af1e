using System.Net;
using Coral.Dns.Wire;
using Coral.Node.Diagnosis.Queries;

namespace Coral.Node.Diagnosis;

/// <summary>The public view of a zone, through resolvers and the parent's name servers.</summary>
/// <remarks>
/// 1. The server queried may be a name server of the parent itself: then it answers with a referral.
/// 2. A resolver is queried for the parent zone, its name servers, and their addresses.
/// 3. These are queried for the delegation.
/// </remarks>
internal sealed class PublicView(DnsClient client, IReadOnlyList<IPEndPoint> resolvers, int port)
{
    /// <summary>Name servers of the parent that are tried.</summary>
    private const int MaxParents = 4;

    /// <summary>Finds the delegation of a zone.</summary>
    /// <returns>The delegation, or a few words that say why there is none, and whether that is certain.</returns>
    public async Task<(Delegation? Delegation, string? Problem, bool IsCertain)> FindAsync(
        DnsName zone,
        CancellationToken token
    )
    {
        var question = new DiagnosticQuery(zone, RecordType.NS, WantsRecursion: true);
        var outcome = await ResolveAsync(question, token);
        if (outcome.Reply?.Referred(zone) is { Count: > 0 } referred)
        {
            return (new Delegation(referred, outcome.Reply), null, true);
        }

        // Where all servers of the zone are down a resolver times out; the parent answers nevertheless.
        foreach (var parent in await ParentsAsync(zone, token))
        {
            var direct = question with { WantsRecursion = false };
            var said = (await client.QueryAsync(new IPEndPoint(parent, port), direct, token)).Reply;
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
                return (null, $"the parent zone's name server {parent} has no NS records for it", true);
            }
        }

        return outcome.Reply is not { } reply ? (null, outcome.Problem, false)
            : reply.Servers(zone).Count > 0
                ? (null, "the queried server knows the zone, but cannot find its parent", false)
            : (
                null,
                $"resolvers find no NS records for it ({reply.Code})",
                reply.Code is ResponseCode.NoError or ResponseCode.NameError
            );
    }

    /// <summary>Addresses of a name server, by the server queried.</summary>
    /// <returns>The addresses, and the outcome of the first query, which says why there may be none.</returns>
    public async Task<(IReadOnlyList<IPAddress> Addresses, DnsOutcome Outcome)> AddressesAsync(
        DnsName server,
        CancellationToken token
    )
    {
        var four = await ResolveAsync(new DiagnosticQuery(server, RecordType.A, WantsRecursion: true), token);
        var six = await ResolveAsync(new DiagnosticQuery(server, RecordType.AAAA, WantsRecursion: true), token);
        var addresses = (four.Reply?.Addresses(server) ?? []).Concat(six.Reply?.Addresses(server) ?? []);
        return ([.. addresses.Distinct()], four);
    }

    private async Task<IReadOnlyList<IPAddress>> ParentsAsync(DnsName zone, CancellationToken token)
    {
        if (zone.Parent() is not { } above)
        {
            return [];
        }

        // The answer has the SOA of the enclosing zone, whether the name above is its apex or not.
        var soa = await ResolveAsync(new DiagnosticQuery(above, RecordType.SOA, WantsRecursion: true), token);
        var parent = soa.Reply?.Records.FirstOrDefault(record => record.Type == RecordType.SOA)?.Owner;
        if (parent is null)
        {
            return [];
        }

        var servers = await ResolveAsync(new DiagnosticQuery(parent, RecordType.NS, WantsRecursion: true), token);
        var addresses = new List<IPAddress>();
        foreach (var server in (servers.Reply?.Servers(parent) ?? []).Take(MaxParents))
        {
            addresses.AddRange((await AddressesAsync(server, token)).Addresses);
        }

        return [.. addresses.Distinct().OrderBy(address => address.AddressFamily).Take(MaxParents)];
    }

    private async Task<DnsOutcome> ResolveAsync(DiagnosticQuery question, CancellationToken token)
    {
        var last = new DnsOutcome(null, "no resolver is configured on this machine");
        foreach (var resolver in resolvers)
        {
            var outcome = await client.QueryAsync(resolver, question, token);
            if (outcome.Reply is not null)
            {
                return outcome;
            }

            last = outcome with { Problem = $"{resolver}: {outcome.Problem}" };
        }

        return last;
    }
}
