using Coral.Core.Index;
using Coral.Dns.Clusters;
using Coral.Dns.Events;
using Coral.Dns.Queries;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <content>The zones of the hierarchy: leading resolvers to name servers near them.</content>
internal sealed partial class Authority
{
    /// <summary>
    /// Time to live of the answer that no nearer servers are known: short, as some may be known soon.
    /// </summary>
    private const uint UnledSeconds = 30;

    /// <summary>Time to live of that answer while discovery of the resolver is under way.</summary>
    private const uint UnsettledSeconds = 1;

    /// <summary>
    /// True for a query that only a resolver without the zone's servers in its cache sends: for the zone's
    /// own name, or <c>_</c> below it (RFC 9156, section 2.3). BIND queries NS, Unbound A.
    /// </summary>
    /// <remarks>
    /// A full name says nothing about the resolver's cache: a referral to the very zone that it queries us for would
    /// be a lame one. So such a name is answered. A query for NS gets a referral too, and not an answer, because
    /// with an answer resolvers look up the address of every server anew.
    /// </remarks>
    private static bool IsSearchForCut(scoped ref readonly Query query, Zone zone)
    {
        var depth = query.Name.Length - zone.Apex.Length;
        return depth switch
        {
            0 => query.Type is not (RecordType.SOA or RecordType.ANY),
            2 => query.Name[1] == '_',
            _ => false,
        };
    }

    private bool TryRefer(Zone zone, ClusterLevel level, in Requester requester, bool mayWait, scoped ref Reply reply)
    {
        if (mayWait && redirection.IsStale(level))
        {
            return false;
        }

        if (level == ClusterLevel.Near && mayWait && redirection.ShouldRetryOverTcp(requester))
        {
            // Over TCP the distance of the resolver is known at once, and the resolver can be referred at its first
            // visit.
            reply.Truncate();
        }
        else if (redirection.ServersNear(requester, level) is { } servers)
        {
            events.Referred(level, requester.Source.Address);
            Refer(zone, servers, ref reply);
        }
        else
        {
            // With the SOA of the zone above, the only one that the resolver knows.
            var seconds = redirection.IsDiscoveryComplete(requester) ? UnledSeconds : UnsettledSeconds;
            NegativeAnswer.NoData(ref reply, zones.FindAbove(zone.Apex.Wire)!, seconds);
        }

        return true;
    }

    private static void Refer(Zone zone, LevelServers servers, scoped ref Reply reply)
    {
        reply.Kind = ResponseKind.Referral;
        if (!reply.TryWrite(Section.Authority, zone.Apex.Wire, servers.Names))
        {
            return;
        }

        foreach (var glue in servers.Glue)
        {
            if (!reply.TryWrite(Section.Additional, glue.Name.Wire, glue.Addresses))
            {
                return;
            }
        }
    }

    /// <summary>True for the names of name servers of a level's zone.</summary>
    private static bool IsServerName(Zone zone, scoped ReadOnlySpan<byte> name)
    {
        if (name.Length <= zone.Apex.Length)
        {
            return false;
        }

        var parent = WireName.Parent(name);
        return parent.Length == zone.Apex.Length + 1 + HierarchyNames.ServersLabel.Length
            && WireName.FirstLabel(parent).SequenceEqual("ns"u8);
    }

    private void AnswerServerName(
        Zone zone,
        ClusterLevel level,
        scoped ReadOnlySpan<byte> name,
        RecordType type,
        in Requester requester,
        scoped ref Reply reply
    )
    {
        var led = redirection.ServersNear(requester, level);
        if ((led?.Find(name, type) ?? redirection.AddressOf(level, name, type)) is { } addresses)
        {
            reply.Kind = ResponseKind.Positive;
            reply.TryWrite(Section.Answer, name, addresses);
            return;
        }

        // A server has one address, so the other family is answered with NODATA. A server that is unknown here may be
        // known elsewhere, so no such name is answered with NXDOMAIN.
        var own =
            redirection.AddressOf(level, name, RecordType.A) ?? redirection.AddressOf(level, name, RecordType.AAAA);
        NegativeAnswer.NoData(ref reply, zone, led?.SecondsOf(name) ?? own?.Seconds ?? UnledSeconds);
    }
}
