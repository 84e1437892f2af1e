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
            const string Fix = "name a resolver that answers, or a name server of the parent, with --server";
            findings.Add(Finding.Fail(zone, $"its delegation cannot be seen: {problem}", Fix));
            return [];
        }

        if (delegation is null)
        {
            var fix = own is null ? "see the line above" : $"put at the registrar of {zone}: {own.ForRegistrar}";
            findings.Add(Finding.Fail(zone, $"it is not delegated: {problem}", fix));
            return [];
        }

        if (own is not null)
        {
            CompareServers(delegation, own);
        }

        if (delegation.Servers.Count < ServersWanted)
        {
            const string Fix = "name the servers of two nodes in Coral:Dns:NameServers and at the registrar (RFC 2182)";
            findings.Add(Finding.Warn(zone, "it has one name server only, and is gone when that one is", Fix));
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
            findings.Add(Finding.Ok(zone, $"its parent delegates it to {servers}, as the node says"));
        }

        foreach (var server in strange)
        {
            var fix = $"remove {server} at the registrar, or add it to Coral:Dns:NameServers of every node";
            findings.Add(Finding.Fail(zone, $"its parent names {server}, which the node does not", fix));
        }

        foreach (var server in missing)
        {
            var fix = $"add {server} at the registrar, or remove it from Coral:Dns:NameServers of every node";
            findings.Add(Finding.Fail(zone, $"the node names {server}, which its parent does not", fix));
        }
    }

    private IReadOnlyList<IPAddress> CompareGlue(IReadOnlyList<IPAddress> glue, DnsName server, OwnZone? own)
    {
        var right = own?.Addresses.GetValueOrDefault(server) ?? [];
        if (glue.Count == 0)
        {
            var fix = $"give the registrar the address of {server}{(right.Count > 0 ? $": {Text(right)}" : "")}";
            findings.Add(Finding.Fail(zone, $"its parent has no glue for {server}", fix));
            return right;
        }

        if (right.Count > 0)
        {
            findings.Add(
                glue.SequenceEqual(right)
                    ? Finding.Ok(zone, $"glue of {server} is {Text(glue)}, as the node says")
                    : Finding.Fail(
                        zone,
                        $"glue of {server} is {Text(glue)}, but the node says {Text(right)}",
                        $"change it at the registrar, or say {Said(server, glue)} in Coral:Dns:NameServers everywhere"
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
            const string Fix = "ask a resolver, which looks further: leave --server out, or name one with it";
            var text = $"the address of its name server {server} cannot be seen through who is asked: {why}";
            findings.Add(Finding.Warn(zone, text, Fix));
            return own?.Addresses.GetValueOrDefault(server) ?? [];
        }

        if (reply?.Code is ResponseCode.NoError or ResponseCode.NameError)
        {
            var fix = $"give {server} an address in the zone that it lies in";
            findings.Add(Finding.Fail(zone, $"its name server {server} has no address", fix));
        }
        else
        {
            var text = $"the address of its name server {server} cannot be found: {problem ?? $"{reply?.Code}"}";
            findings.Add(Finding.Fail(zone, text, $"look after the zone that {server} lies in"));
        }

        return [];
    }

    private static string Said(DnsName server, IReadOnlyList<IPAddress> addresses) =>
        string.Join(" and ", addresses.Select(address => $"{server}={address}"));

    private static string Text(IReadOnlyList<IPAddress> addresses) => string.Join(" and ", addresses);
}
