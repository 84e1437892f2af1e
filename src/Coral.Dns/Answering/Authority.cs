using Coral.Dns.Events;
using Coral.Dns.Queries;
using Coral.Dns.Redirection;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <summary>Answers questions from the zones: the algorithm of RFC 1034, section 4.3.2.</summary>
/// <remarks>
/// 1. Find the zone; without one, refuse.
/// 2. A resolver that looks for the servers of a level zone is referred to those near it, if any are known.
/// 3. Below a DNAME, answer with that; below a delegation, refer to it.
/// 4. Records of the operator at the name come first; a CNAME is followed inside its zone.
/// 5. A name that can be coralized leads to proxies.
/// 6. Another name that exists gets NODATA; all else gets NXDOMAIN.
/// Safe from any thread; allocates nothing.
/// </remarks>
internal sealed partial class Authority(
    ZoneSet zones,
    NameClassifier classifier,
    IRedirection redirection,
    ICertificates certificates,
    IExplanation explanation,
    IDnsEvents events
)
{
    private const int MaxAliases = 8;

    /// <summary>Answers a query of class IN.</summary>
    /// <returns><see langword="false"/> when the answer needs time; the reply is then unusable.</returns>
    public bool Answer(scoped ref readonly Query query, in Requester requester, bool mayWait, scoped ref Reply reply)
    {
        if (zones.Find(query.Name) is not { } zone)
        {
            reply.Fail(ResponseCode.Refused, ExtendedError.NotAuthoritative, "not one of our zones"u8);
            return true;
        }

        if (explanation.IsRequested(query.Name, query.Type, requester.Source.Address))
        {
            return Explain(zone, in query, requester, mayWait, ref reply);
        }

        redirection.Observe(requester, query.Name, isDeferred: !mayWait);
        var isApex = query.Name.Length == zone.Apex.Length;
        if (isApex && query.Type == RecordType.DS)
        {
            // The parent side of a cut answers for DS (RFC 4035, section 3.1.4.1).
            zone = zones.FindAbove(query.Name) ?? zone;
        }
        else if (zone.Level is { } level && IsSearchForCut(in query, zone))
        {
            return TryRefer(zone, level, requester, mayWait, ref reply);
        }

        return AnswerIn(zone, in query, requester, mayWait, ref reply);
    }

    private bool AnswerIn(
        Zone zone,
        scoped ref readonly Query query,
        in Requester requester,
        bool mayWait,
        scoped ref Reply reply
    )
    {
        reply.Flags |= HeaderFlags.Authoritative;
        var name = query.Name;
        for (var aliases = 0; ; aliases++)
        {
            if (zone.Redirection is { } dname && name.Length > zone.Apex.Length)
            {
                DnameAnswer.Write(ref reply, name, zone, dname);
                return true;
            }

            if (FindCut(zone, name, query.Type, out var cut) is { } servers)
            {
                reply.Flags &= aliases > 0 ? reply.Flags : ~HeaderFlags.Authoritative;
                Referral.Write(ref reply, zone, cut, servers);
                return true;
            }

            var node = zone.Find(name);
            if (node?.Alias is not { } alias || query.Type == RecordType.CNAME)
            {
                return AnswerAt(zone, node, name, query.Type, requester, mayWait, ref reply);
            }

            reply.Kind = ResponseKind.Positive;
            ReadOnlySpan<byte> target = alias.Data[0];
            if (
                !reply.TryWrite(Section.Answer, name, alias)
                || query.Type == RecordType.ANY
                || aliases == MaxAliases
                || zones.Find(target) != zone
                || IsBefore(zone, query.Name, aliases, target)
            )
            {
                return true;
            }

            name = target;
        }
    }

    /// <summary>True if a chain of aliases has passed a name already: then the chain is a cycle, and ends.</summary>
    private static bool IsBefore(Zone zone, ReadOnlySpan<byte> first, int aliases, ReadOnlySpan<byte> target)
    {
        var name = first;
        for (var i = 0; i <= aliases; i++)
        {
            if (name.SequenceEqual(target))
            {
                return true;
            }

            name = zone.Find(name)!.Alias!.Data[0];
        }

        return false;
    }

    private bool AnswerAt(
        Zone zone,
        ZoneNode? node,
        scoped ReadOnlySpan<byte> name,
        RecordType type,
        in Requester requester,
        bool mayWait,
        scoped ref Reply reply
    )
    {
        if (node?.Find(type) is { } set)
        {
            AnswerWith(zone, set, name, ref reply);
            return true;
        }

        if (zone.Level is { } level && IsServerName(zone, name))
        {
            AnswerServerName(zone, level, name, type, requester, ref reply);
            return !mayWait || !redirection.IsStale(level);
        }

        Span<byte> origin = stackalloc byte[WireName.MaxBytes];
        var outcome = Classify(zone, node, name, origin, out var length);
        if (outcome == NameOutcome.Coralizable && node is not { HasAddress: true })
        {
            return AnswerCoralized(zone, name, origin[..length], type, requester, mayWait, ref reply);
        }

        if (node is null && outcome == NameOutcome.Impossible)
        {
            NegativeAnswer.NoName(ref reply, zone);
        }
        else
        {
            Nothing(zone, name, type, ref reply);
        }

        return true;
    }

    private void AnswerWith(Zone zone, RecordSet set, scoped ReadOnlySpan<byte> name, scoped ref Reply reply)
    {
        reply.Kind = ResponseKind.Positive;
        if (!reply.TryWrite(Section.Answer, name, set) || set.Type != RecordType.NS)
        {
            return;
        }

        // Resolvers want the addresses of name servers next, and believe them about names in this zone.
        foreach (var server in set.Data)
        {
            if (zones.Find(server) == zone && zone.Find(server) is { } node)
            {
                reply.WriteIfRoom(server, node.Find(RecordType.A));
                reply.WriteIfRoom(server, node.Find(RecordType.AAAA));
            }
        }
    }

    /// <summary>
    /// Answers for a name that exists and has nothing of the type; ANY gets a minimal record (RFC 8482).
    /// </summary>
    private static void Nothing(Zone zone, scoped ReadOnlySpan<byte> name, RecordType type, scoped ref Reply reply)
    {
        if (type == RecordType.ANY)
        {
            reply.Kind = ResponseKind.Positive;
            reply.TryWrite(Section.Answer, name, MinimalAny.Records);
        }
        else
        {
            NegativeAnswer.NoData(ref reply, zone);
        }
    }

    private NameOutcome Classify(
        Zone zone,
        ZoneNode? node,
        scoped ReadOnlySpan<byte> name,
        scoped Span<byte> origin,
        out int originLength
    )
    {
        originLength = 0;
        if (zone.ServesApex && name.Length == zone.Apex.Length)
        {
            return NameOutcome.Coralizable;
        }

        if (zone.CoralRoot is not { } root || !WireName.IsBelow(name, root.Wire))
        {
            // A minimising resolver asks whether the name above exists: <c>_</c> exists where that does (RFC 9156,
            // section 2.3).
            return node is null && name[0] == 1 && name[1] == '_' && zone.Find(WireName.Parent(name)) is not null
                ? NameOutcome.Intermediate
                : NameOutcome.Impossible;
        }

        return classifier.Classify(name[..^root.Length], origin, out originLength);
    }

    private static RecordSet? FindCut(Zone zone, ReadOnlySpan<byte> name, RecordType type, out ReadOnlySpan<byte> cut)
    {
        var servers = zone.FindCut(name, out cut);

        // The parent side of the cut answers for DS (RFC 4035, section 3.1.4.1).
        return type == RecordType.DS && cut.Length == name.Length ? null : servers;
    }
}
