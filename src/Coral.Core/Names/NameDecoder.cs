namespace Coral.Core.Names;

/// <summary>Reads the Host field of a request. Never throws, whatever it is given.</summary>
/// <remarks>
/// Recognised in this order:
/// 1. the own name of a declared site or pinned host;
/// 2. the zone itself;
/// 3. the suffix form: dots before the zone, or a pinned host of one label;
/// 4. the one-label form: a hyphen before the zone;
/// 5. the hash label.
/// A name that was read is spelled again and compared: another spelling of a valid name is redirected to the
/// canonical one.
/// </remarks>
internal sealed class NameDecoder(NameTerritory territory, NameEncoder encoder, IHashedHosts hashedHosts)
{
    public HostDecision Decode(string field, WebScheme client)
    {
        if (HostField.Parse(field, out var parsed) is var problem and not NameProblem.None)
        {
            var example = Example(territory.FirstZone, port: null);
            return HostDecision.Refuse(place: null, new NameFault(problem, field, Suggestion: null, example));
        }

        var host = parsed.Host;
        var port = parsed.Port == client.DefaultPort() ? null : parsed.Port;
        if (territory.Serves(host))
        {
            return Read(host, host, new NamePlace(client, NameForm.Exact, Zone: null, port));
        }

        if (territory.IsZone(host))
        {
            return HostDecision.Landing(new NamePlace(client, NameForm.Suffix, host, port));
        }

        if (territory.ZoneAbove(host) is not { } zone)
        {
            return NotOurs(host, new NamePlace(client, NameForm.Suffix, territory.FirstZone, port));
        }

        var left = host[..^(zone.Length + 1)];
        var place = new NamePlace(client, NameForm.Suffix, zone, port);
        if (left.Contains('.') || territory.Serves(left))
        {
            return Read(left, host, place);
        }

        return left.Contains('-')
            ? Read(OneLabelCodec.Unfold(left), host, place with { Form = NameForm.OneLabel })
            : ReadHash(left, host, place with { Form = NameForm.Hash });
    }

    private HostDecision Read(string dotted, string host, NamePlace place)
    {
        if (SuffixForm.Decode(dotted, territory.Serves, out var problem) is not { } authority)
        {
            return Refuse(problem, dotted, place, problem == NameProblem.BadPort ? WithoutZeros(dotted, place) : null);
        }

        var itself = territory.Serves(authority.Host);
        var nested = territory.IsZone(authority.Host) || territory.ZoneAbove(authority.Host) is not null;
        return nested && !itself ? RefuseNested(authority, place) : Canonicalize(authority, host, place);
    }

    private HostDecision ReadHash(string label, string host, NamePlace place)
    {
        if (!HashLabel.IsMatch(label))
        {
            var problem = HostRules.Check(label);
            return Refuse(problem == NameProblem.None ? NameProblem.SingleLabel : problem, label, place);
        }

        var authority = hashedHosts.Find(label);
        return authority is null || HashLabel.Of(authority) != label
            ? Refuse(NameProblem.UnknownHash, label, place)
            : Canonicalize(authority, host, place);
    }

    // Canonical: no port that changes nothing, no hash label where one label holds the name, no needless wrapping.
    private HostDecision Canonicalize(OriginAuthority authority, string host, NamePlace place)
    {
        var origin = territory.OriginOf(authority, place.ClientScheme);
        if (authority.Port is not null && authority.WithPort(port: null) is var bare)
        {
            authority = territory.OriginOf(bare, place.ClientScheme) == origin ? bare : authority;
        }

        var form = place.Form switch
        {
            NameForm.OneLabel when encoder.NeedsHash(authority, place.Zone!) => NameForm.Hash,
            NameForm.Hash when !encoder.NeedsHash(authority, place.Zone!) => NameForm.OneLabel,
            var same => same,
        };
        if (encoder.Encode(authority, form, place.Zone) is not { } canonical)
        {
            return Refuse(
                NameProblem.TooLong,
                host,
                place,
                Suggest(authority, place with { Form = NameForm.OneLabel })
            );
        }

        if (form == NameForm.Suffix && encoder.NeedsHash(authority, place.Zone!))
        {
            hashedHosts.Learn(authority);
        }

        var name = new CoralizedName(place with { Form = form }, authority, canonical, origin);
        return canonical == host ? HostDecision.Serve(name) : HostDecision.RedirectTo(name);
    }

    private HostDecision RefuseNested(OriginAuthority authority, NamePlace place)
    {
        var inner = authority.Host;
        while (!territory.Serves(inner) && territory.ZoneAbove(inner) is { } zone)
        {
            inner = inner[..^(zone.Length + 1)];
        }

        var meant = territory.IsZone(inner) ? inner : $"{inner}.{place.Zone}";
        var decision = Decode(meant, place.ClientScheme);
        var suggestion = decision.Kind is HostKind.Refused or HostKind.NotOurs
            ? null
            : place.Join(decision.Name?.Host ?? meant);
        return Refuse(NameProblem.Nested, authority.Host, place, suggestion);
    }

    // A host that is no name of ours may be one that somebody wants to reach through us.
    private HostDecision NotOurs(string host, NamePlace place)
    {
        var authority = OriginAuthority.Create(host, port: null, allowSingleLabel: false, out _);
        var suggestion = authority is null ? null : Suggest(authority, place);
        return HostDecision.NotOurs(
            new NameFault(NameProblem.NotOurs, host, suggestion, Example(place.Zone, place.ListenerPort))
        );
    }

    private string? WithoutZeros(string dotted, NamePlace place)
    {
        var dot = dotted.LastIndexOf('.');
        return
            PortText.TryParseLoosely(dotted.AsSpan(dot + 1), out var port)
            && OriginAuthority.Create(dotted[..dot], port, territory.Serves(dotted[..dot]), out _) is { } authority
            ? Suggest(authority, place)
            : null;
    }

    private string? Suggest(OriginAuthority authority, NamePlace place) =>
        encoder.Encode(authority, place.Form, place.Zone) is { } host ? place.Join(host) : null;

    private static HostDecision Refuse(
        NameProblem problem,
        string subject,
        NamePlace place,
        string? suggestion = null
    ) =>
        HostDecision.Refuse(
            place,
            new NameFault(problem, subject, suggestion, Example(place.Zone, place.ListenerPort))
        );

    private static string Example(string? zone, int? port) =>
        port is { } number ? $"www.example.com.{zone}:{PortText.Format(number)}" : $"www.example.com.{zone}";
}
