using System.Net;
using Coral.Core.Identity;
using Coral.Dns.Wire;
using Coral.Dns.Zones;
using Coral.Node.Diagnosis.Queries;
using Coral.Proxy.Origin.Addresses;

namespace Coral.Node.Diagnosis;

/// <summary>The checks of a delegation that an operator registered: <c>coral doctor</c>.</summary>
/// <remarks>
/// 1. Each zone as the operator's own node has it.
/// 2. The delegation in its parent: name servers and glue.
/// 3. Each name server, at each of its public addresses.
/// 4. The addresses of proxies that names lead to.
/// Level zones are left out: their answers depend on the resolver.
/// </remarks>
/// <param name="request">The zones and servers to check.</param>
/// <param name="tokens">Draws query ids.</param>
public sealed class DelegationDoctor(DelegationRequest request, ITokenSource tokens, TimeProvider clock)
{
    /// <summary>Addresses of name servers that are queried; more are listed only.</summary>
    private const int MaxPlaces = 16;

    /// <summary>A host name that can be coralized, and does not exist.</summary>
    private const string AnyHost = "doctor.invalid";

    private readonly DnsClient _client = new(clock, tokens);

    /// <summary>Runs all checks.</summary>
    /// <returns>The findings, in the order of the steps.</returns>
    /// <exception cref="FormatException">A zone is no domain name.</exception>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var zone = DnsName.Parse(request.Zone);
        var hierarchy = request.InfrastructureZone is { } name
            ? new HierarchyNames(DnsName.Parse(name))
            : await FindHierarchyAsync(zone, cancellationToken);
        var infrastructure = hierarchy?.Infrastructure;
        (DnsName, DnsName)? redirection =
            hierarchy is null || zone.Equals(infrastructure) ? null : (zone, hierarchy.Proxies);
        var view = new PublicView(_client, request.Resolvers, request.NameServerPort);
        var zones = new List<(DnsName Zone, OwnZone? Own)>();
        var places = new Dictionary<(DnsName Server, IPAddress Address), List<(DnsName, OwnZone?)>>();
        foreach (var each in infrastructure is null ? [zone] : new[] { zone, infrastructure }.Distinct())
        {
            var own = await QueryNodeAsync(each, findings, cancellationToken);
            zones.Add((each, own));
            foreach (var place in await new DelegationCheck(view, each, findings).RunAsync(own, cancellationToken))
            {
                places.TryAdd(place, []);
                places[place].Add((each, own));
            }
        }

        var exams = places
            .Take(MaxPlaces)
            .Select(place =>
                new ServerCheck(
                    _client,
                    new IPEndPoint(place.Key.Address, request.NameServerPort),
                    place.Key.Server,
                    clock
                ).RunAsync(
                    place.Value,
                    redirection is var (from, _) && place.Value.Exists(held => held.Item1.Equals(from))
                        ? redirection
                        : null,
                    cancellationToken
                )
            );
        findings.AddRange((await Task.WhenAll(exams)).SelectMany(found => found));
        if (places.Count > MaxPlaces)
        {
            var text = $"checked only {MaxPlaces} of {places.Count} addresses of name servers";
            findings.Add(Finding.Warn(zone, text, $"list at most {MaxPlaces}"));
        }

        if (zones[0].Own is not null)
        {
            await CheckProxiesAsync(zone, (hierarchy?.Proxies ?? zone).Child(AnyHost), findings, cancellationToken);
        }

        return findings;
    }

    /// <summary>The hierarchy that the zone's DNAME leads to, as the node has it.</summary>
    private async Task<HierarchyNames?> FindHierarchyAsync(DnsName zone, CancellationToken cancellationToken)
    {
        var question = new DiagnosticQuery(zone, RecordType.DNAME);
        var outcome = await _client.QueryAsync(request.Node, question, cancellationToken);
        var target = outcome.Reply?.Answers(zone, RecordType.DNAME).FirstOrDefault()?.Target;
        return target is null ? null : HierarchyNames.Of(target);
    }

    private async Task<OwnZone?> QueryNodeAsync(
        DnsName zone,
        List<Finding> findings,
        CancellationToken cancellationToken
    )
    {
        var (own, problem) = await OwnZone.QueryAsync(_client, request.Node, zone, cancellationToken);
        if (own is null)
        {
            var isClients = zone.Equals(DnsName.TryParse(request.Zone));
            var option = isClients ? "--zone" : "--infrastructure-zone";
            var fix = $"start the node with `coral run {option} {zone}`, or use --dns to say where it answers DNS";
            findings.Add(Finding.Fail(zone, problem!, fix));
        }

        return own;
    }

    private async Task CheckProxiesAsync(
        DnsName zone,
        DnsName any,
        List<Finding> findings,
        CancellationToken cancellationToken
    )
    {
        var addresses = new List<IPAddress>();
        foreach (var type in (RecordType[])[RecordType.A, RecordType.AAAA])
        {
            var outcome = await _client.QueryAsync(request.Node, new DiagnosticQuery(any, type), cancellationToken);
            addresses.AddRange(outcome.Reply?.Addresses(any) ?? []);
        }

        if (addresses.Count == 0)
        {
            var fix = $"run `coral dig {AnyHost}.{zone}` to see why; a node must serve HTTP at a reachable address";
            findings.Add(Finding.Fail(zone, "names below it resolve to no proxy", fix));
        }

        foreach (var address in addresses.Distinct())
        {
            var outcome = AddressPolicy.Classify(address);
            findings.Add(
                outcome.IsAllowed
                    ? Finding.Ok(zone, $"names below it resolve to {address}, a public address")
                    : Finding.Warn(
                        zone,
                        $"names below it resolve to {address}, {outcome.Description}",
                        "run that node on a public address or set --advertise, unless all clients are on its network"
                    )
            );
        }
    }
}
