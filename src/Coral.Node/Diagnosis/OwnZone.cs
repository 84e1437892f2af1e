using System.Net;
using Coral.Dns.Wire;
using Coral.Node.Diagnosis.Queries;

namespace Coral.Node.Diagnosis;

/// <summary>A zone on the operator's own node: the delegation as it should be.</summary>
/// <param name="Zone">The apex of the zone.</param>
/// <param name="Servers">The zone's name servers, sorted as text.</param>
/// <param name="Addresses">The addresses of those servers whose names lie in zones of the node.</param>
/// <param name="Serial">The zone's serial number: the same on every node that is configured alike.</param>
internal sealed record OwnZone(
    DnsName Zone,
    IReadOnlyList<DnsName> Servers,
    IReadOnlyDictionary<DnsName, IReadOnlyList<IPAddress>> Addresses,
    uint? Serial
)
{
    /// <summary>The data for the registrar.</summary>
    public string ForRegistrar =>
        string.Join(
            ", ",
            Servers.Select(server =>
                Addresses[server] is { Count: > 0 } addresses
                    ? $"NS {server} with address {string.Join(" and ", addresses)}"
                    : $"NS {server}"
            )
        );

    /// <summary>Queries the node.</summary>
    /// <returns>The zone, or a sentence that says why there is none.</returns>
    public static async Task<(OwnZone? Own, string? Problem)> QueryAsync(
        DnsClient client,
        IPEndPoint node,
        DnsName zone,
        CancellationToken token
    )
    {
        var (reply, problem) = await client.QueryAsync(node, new DiagnosticQuery(zone, RecordType.NS), token);
        if (reply is null)
        {
            return (null, $"no node answers DNS on {node}: {problem}");
        }

        var servers = reply.Servers(zone);
        if (servers.Count == 0)
        {
            return (null, $"the node on {node} does not serve this zone ({reply.Code})");
        }

        var addresses = new Dictionary<DnsName, IReadOnlyList<IPAddress>>();
        foreach (var server in servers)
        {
            var four = await client.QueryAsync(node, new DiagnosticQuery(server, RecordType.A), token);
            var six = await client.QueryAsync(node, new DiagnosticQuery(server, RecordType.AAAA), token);
            var found = (four.Reply?.Addresses(server) ?? []).Concat(six.Reply?.Addresses(server) ?? []);
            addresses[server] = [.. found.Distinct().OrderBy(address => $"{address}", StringComparer.Ordinal)];
        }

        var soa = await client.QueryAsync(node, new DiagnosticQuery(zone, RecordType.SOA), token);
        var serial = soa.Reply?.Answers(zone, RecordType.SOA).FirstOrDefault()?.Serial;
        return (new OwnZone(zone, servers, addresses, serial), null);
    }
}
