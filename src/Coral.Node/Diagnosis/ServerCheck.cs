using System.Net;
using Coral.Dns.Queries;
using Coral.Dns.Wire;
using Coral.Node.Diagnosis.Queries;
using Coral.Proxy.Origin.Addresses;

namespace Coral.Node.Diagnosis;

/// <summary>The checks of one name server at one address, as it is reached from here.</summary>
/// <remarks>
/// 1. 53/udp and 53/tcp.
/// 2. For each zone: authority, the set of name servers, the serial number.
/// 3. The DNAME, where there is a hierarchy.
/// 4. Its clock, by the time in its cookie.
/// 5. Its address, which should be public.
/// </remarks>
internal sealed class ServerCheck(DnsClient client, IPEndPoint place, DnsName server, TimeProvider clock)
{
    private static readonly TimeSpan ClockIsFine = TimeSpan.FromSeconds(5);

    /// <summary>The difference of clocks beyond which peers refuse each other.</summary>
    private static readonly TimeSpan ClockIsWrong = TimeSpan.FromSeconds(60);

    private readonly List<Finding> _findings = [];

    private string Subject => $"{server} ({place.Address})";

    /// <summary>Checks the server.</summary>
    /// <param name="zones">The zones that it should hold, each as the operator's node has it where that is
    /// known.</param>
    /// <param name="redirection">The zone with the DNAME and its target, where there should be one.</param>
    public async Task<IReadOnlyList<Finding>> RunAsync(
        IReadOnlyList<(DnsName Zone, OwnZone? Own)> zones,
        (DnsName Zone, DnsName Target)? redirection,
        CancellationToken token
    )
    {
        if (await FindTransportAsync(zones[0].Zone, token) is not { } transport)
        {
            return _findings;
        }

        foreach (var (zone, own) in zones)
        {
            await CheckZoneAsync(zone, own, transport, token);
        }

        if (redirection is var (from, to))
        {
            await CheckRedirectionAsync(from, to, transport, token);
        }

        var outcome = AddressPolicy.Classify(place.Address);
        if (!outcome.IsAllowed)
        {
            const string Fix =
                "use a public address at the registrar and with --advertise, unless all clients are on its network";
            _findings.Add(Finding.Warn(Subject, $"its address is {outcome.Description}, not a public one", Fix));
        }

        return _findings;
    }

    /// <summary>The transport that it answers over; <see langword="null"/> for neither.</summary>
    private async Task<DnsTransportKind?> FindTransportAsync(DnsName zone, CancellationToken token)
    {
        var question = new DiagnosticQuery(zone, RecordType.SOA);
        var udp = await client.QueryAsync(place, question, DnsTransportKind.Udp, token);
        var tcp = await client.QueryAsync(place, question, DnsTransportKind.Tcp, token);
        Reached("udp", udp);
        Reached("tcp", tcp);
        if ((udp.Reply ?? tcp.Reply) is not { } reply)
        {
            return null;
        }

        CheckClock(reply);
        return udp.Reply is null ? DnsTransportKind.Tcp : DnsTransportKind.Udp;
    }

    private void Reached(string transport, DnsOutcome outcome)
    {
        var port = $"{place.Port}/{transport}";
        _findings.Add(
            outcome.Reply is null
                ? Finding.Fail(
                    Subject,
                    $"no response on {port} from here: {outcome.Problem}",
                    $"run that node with --dns {place}, and allow {port} in its firewall"
                )
                : Finding.Ok(Subject, $"responds on {port}")
        );
    }

    private async Task CheckZoneAsync(DnsName zone, OwnZone? own, DnsTransportKind transport, CancellationToken token)
    {
        var soa = await client.QueryAsync(place, new DiagnosticQuery(zone, RecordType.SOA), transport, token);
        var record = soa.Reply?.Answers(zone, RecordType.SOA).FirstOrDefault();
        if (soa.Reply is not { IsAuthoritative: true } || record is null)
        {
            var what = soa.Reply is null ? soa.Problem : $"{soa.Reply.Code}, not authoritative";
            var fix = $"run that node with {zone} as a --zone or its --infrastructure-zone";
            _findings.Add(Finding.Fail(Subject, $"does not serve {zone} ({what})", fix));
            return;
        }

        var servers = (await client.QueryAsync(place, new DiagnosticQuery(zone, RecordType.NS), token)).Reply?.Servers(
            zone
        );
        const string Alike =
            "give all nodes the same Coral:Zones, Coral:Sites, Coral:Dns:NameServers and Coral:Dns:Records";
        if (own is not null && servers is not null && !servers.SequenceEqual(own.Servers))
        {
            var text = $"lists {string.Join(", ", servers)} for {zone}, not {string.Join(", ", own.Servers)}";
            _findings.Add(Finding.Fail(Subject, text, Alike));
        }
        else if (own?.Serial is { } serial && serial != record.Serial)
        {
            var text = $"its copy of {zone} (serial {record.Serial}) differs from the node's (serial {serial})";
            _findings.Add(Finding.Warn(Subject, text, Alike));
        }
        else
        {
            _findings.Add(Finding.Ok(Subject, $"serves {zone}, serial {record.Serial}"));
        }
    }

    private async Task CheckRedirectionAsync(
        DnsName zone,
        DnsName target,
        DnsTransportKind transport,
        CancellationToken token
    )
    {
        var outcome = await client.QueryAsync(place, new DiagnosticQuery(zone, RecordType.DNAME), transport, token);
        var found = outcome.Reply?.Answers(zone, RecordType.DNAME).FirstOrDefault()?.Target;
        _findings.Add(
            target.Equals(found)
                ? Finding.Ok(Subject, $"{zone} is a DNAME to {target}")
                : Finding.Fail(
                    Subject,
                    found is null ? $"{zone} has no DNAME" : $"{zone} is a DNAME to {found}, not {target}",
                    "run every node with the same --infrastructure-zone"
                )
        );
    }

    private void CheckClock(DnsReply reply)
    {
        const string Fix = "synchronise the clocks of both machines (NTP)";
        if (reply.CookieTime is not { } time)
        {
            const string Text = "clock not checked: the server sends no cookie with a timestamp (RFC 9018)";
            _findings.Add(Finding.Warn(Subject, Text, Fix));
            return;
        }

        var apart = (time - clock.GetUtcNow()).Duration();
        var text = $"its clock differs from this machine's by {apart.TotalSeconds:0} s";
        _findings.Add(
            apart <= ClockIsFine ? Finding.Ok(Subject, text)
            : apart <= ClockIsWrong ? Finding.Warn(Subject, text, Fix)
            : Finding.Fail(Subject, text, Fix)
        );
    }
}
