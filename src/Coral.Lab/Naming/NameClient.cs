using System.Net;
using Coral.Dns.Queries;
using Coral.Dns.Wire;
using Coral.Lab.Network;
using Coral.Node.Diagnosis.Queries;
using Coral.Node.Hosting;

namespace Coral.Lab.Naming;

/// <summary>Asks the name servers of a lab over UDP, from an address of its own. Any thread.</summary>
/// <remarks>Between it and them lies no wide area: it stands beside whomever it asks.</remarks>
/// <param name="lab">The lab whose nodes are looked up.</param>
/// <param name="from">The client's address: servers take those of a region for neighbours of the nodes there.</param>
public sealed class NameClient(LabNetwork lab, IPAddress from, TimeProvider clock)
{
    private readonly DnsClient _client = new(clock, new SystemTokenSource(), from);

    /// <summary>Asks a node for the proxies of a host.</summary>
    /// <param name="server">The node; it answers DNS.</param>
    /// <param name="host">The origin's name, without the zone.</param>
    /// <returns>Nothing where the server died meanwhile: the dead are not listened to.</returns>
    public async Task<LabDnsAnswer?> QueryAsync(LabNode server, string host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        var question = new DiagnosticQuery(DnsName.Parse($"{host}.{server.Zone}"), RecordType.A);
        var endPoint = server.Dns ?? throw new ArgumentException("The node answers no DNS.", nameof(server));
        var askedAt = clock.GetTimestamp();
        var down = lab.Nodes.Select(node => node.DownSince).OfType<long>().ToList();
        var outcome = await _client.QueryAsync(endPoint, question, DnsTransportKind.Udp, cancellationToken);
        if (server.DownSince is not null)
        {
            return null;
        }

        var addresses = outcome.Reply?.Addresses(question.Name) ?? [];
        return new LabDnsAnswer(
            server,
            askedAt,
            [.. addresses.Select(address => Named(address, askedAt))],
            down,
            outcome.Problem ?? (addresses.Count == 0 ? $"{outcome.Reply!.Code}" : null)
        );
    }

    /// <summary>A node that went down after the query was sent was up at some time since.</summary>
    private NamedProxy Named(IPAddress address, long askedAt)
    {
        var node = lab.Nodes.Single(node => node.Address.Equals(address));
        return node.DownSince is { } at && at <= askedAt
            ? new NamedProxy(node, at, clock.GetElapsedTime(at, askedAt))
            : new NamedProxy(node, DiedAt: null, DeadFor: null);
    }
}
