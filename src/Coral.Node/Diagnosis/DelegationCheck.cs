using System.Net;
using Coral.Dns.Wire;

namespace Coral.Node.Diagnosis;

/// <summary>The comparison of a zone's delegation with the zone itself on the operator's node.</summary>
internal sealed class DelegationCheck(PublicView view, DnsName zone, List<Finding> findings)
{
    private const int ServersWanted = 2;

    /// <summary>Compares name servers and glue.</summary>
    /// <returns>The public addresses of the zone's name servers.</returns>
    public async Task<IReadOnlyList<(DnsName Server, IPAddress Address)>> RunAsync(
        OwnZone? own,
        CancellationToken token
    )
    {
        var (delegation, problem, isCertain) = await view.FindAsync(zone, token);
        if (delegation is null && !isCertain)
        {
            const string Fix = "use --server to name a resolver that responds, or a name server of the parent zone";
            findings.Add(Finding.Fail(zone, $"cannot look up its delegation: {problem}", Fix));
            return [];
        }

        if (delegation is null)
        {
            var fix = own is null
                ? "fix the failure above first"
                : $"enter at the registrar of {zone}: {own.ForRegistrar}";
            findings.Add(Finding.Fail(zone, $"it is not delegated: {problem}", fix));
            return [];
        }

        if (own is not null)
        {
            CompareServers(delegation, own);
        }

        if (delegation.Servers.Count < ServersWanted)
        {
            const string Fix =
                "list the name servers of two nodes in Coral:Dns:NameServers and at the registrar (RFC 2182)";
            findings.Add(Finding.Warn(zone, "it has only one name server, and goes down with it", Fix));
        }

        var places = new List<(DnsName, IPAddress)>();
        foreach (var server in delegation.Servers)
        {
            var addresses = server.IsAtOrBelow(zone)
                ? CompareGlue(delegation.GlueOf(server), server, own)
                : await FindAddressesAsync(delegation.GlueOf(server), server, own, token);
            places.AddRange(addresses.Select(address => (server, address)));
        }

        return places;
    }

    private void CompareServers(Delegation delegation, OwnZone own)
    {
        var strange = delegation.Servers.Except(own.Servers).ToList();
        var missing = own.Servers.Except(delegation.Servers).ToList();
        if (strange.Count == 0 && missing.Count == 0)
        {
            var servers = string.Join(", ", own.Servers);
            findings.Add(Finding.Ok(zone, $"the parent zone delegates it to {servers}, as configured on the node"));
        }

        foreach (var server in strange)
        {
            var fix = $"remove {server} at the registrar, or add it to Coral:Dns:NameServers of every node";
            findings.Add(
                Finding.Fail(zone, $"the parent zone lists {server}, which the node's configuration does not", fix)
            );
        }

        foreach (var server in missing)
        {
            var fix = $"add {server} at the registrar, or remove it from Coral:Dns:NameServers of every node";
            findings.Add(
                Finding.Fail(zone, $"the node's configuration lists {server}, which the parent zone does not", fix)
            );
        }
    }

    private IReadOnlyList<IPAddress> CompareGlue(IReadOnlyList<IPAddress> glue, DnsName server, OwnZone? own)
    {
        var right = own?.Addresses.GetValueOrDefault(server) ?? [];
        if (glue.Count == 0)
        {
            var fix = $"give the registrar the address of {server}{(right.Count > 0 ? $": {Text(right)}" : "")}";
            findings.Add(Finding.Fail(zone, $"the parent zone has no glue for {server}", fix));
            return right;
        }

        if (right.Count > 0)
        {
            findings.Add(
                glue.SequenceEqual(right)
                    ? Finding.Ok(zone, $"the glue of {server} is {Text(glue)}, as configured on the node")
                    : Finding.Fail(
                        zone,
                        $"the glue of {server} is {Text(glue)}, but the node is configured with {Text(right)}",
                        $"change it at the registrar, or set {Said(server, glue)} in Coral:Dns:NameServers everywhere"
                    )
            );
        }

        return glue;
    }

    private async Task<IReadOnlyList<IPAddress>> FindAddressesAsync(
        IReadOnlyList<IPAddress> glue,
        DnsName server,
        OwnZone? own,
        CancellationToken token
    )
    {
        var (addresses, (reply, problem)) = await view.AddressesAsync(server, token);
        addresses = addresses.Count > 0 ? addresses : glue;
        if (addresses.Count > 0)
        {
            return addresses;
        }

        if (reply?.LeftToOthers is { } why)
        {
            const string Fix = "query a resolver, which follows referrals: omit --server, or name a resolver with it";
            var text = $"the queried server does not know the address of the name server {server}: {why}";
            findings.Add(Finding.Warn(zone, text, Fix));
            return own?.Addresses.GetValueOrDefault(server) ?? [];
        }

        if (reply?.Code is ResponseCode.NoError or ResponseCode.NameError)
        {
            var fix = $"add an A or AAAA record for {server} to its own zone";
            findings.Add(Finding.Fail(zone, $"the name server {server} has no address", fix));
        }
        else
        {
            var text = $"cannot look up the address of the name server {server}: {problem ?? $"{reply?.Code}"}";
            findings.Add(Finding.Fail(zone, text, $"check the zone that contains {server}"));
        }

        return [];
    }

    private static string Said(DnsName server, IReadOnlyList<IPAddress> addresses) =>
        string.Join(" and ", addresses.Select(address => $"{server}={address}"));

    private static string Text(IReadOnlyList<IPAddress> addresses) => string.Join(" and ", addresses);
}
