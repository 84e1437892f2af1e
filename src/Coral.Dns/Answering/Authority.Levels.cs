using Coral.Dns.Guarding;
using Coral.Dns.Redirection;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <content>The zones of the hierarchy: leading resolvers to name servers near them.</content>
internal sealed partial class Authority
{
    /// <summary>How long a resolver believes that no nearer servers are known: not long.</summary>
    private const uint UnledSeconds = 30;

    /// <summary>
    /// Whether a question is one that only a resolver asks which does not know the zone's servers yet: about the zone's
    /// own name, or <c>_</c> below it (RFC 9156, section 2.3), for an ordinary type.
    /// </summary>
    /// <remarks>
    /// A whole name says nothing about what its resolver knows: a referral to the very zone that it asks us for would
    /// be a lame one. So such a name is answered.
    /// </remarks>
    private static bool IsSearchForCut(scoped Query query, Zone zone)
    {
        var depth = query.Name.Length - zone.Apex.Length;
        return depth switch
        {
            0 => query.Type is not (RecordType.NS or RecordType.SOA or RecordType.ANY),
            2 => query.Name[1] == '_',
            _ => false,
        };
    }

    private void Lead(Zone zone, LevelServers? servers, scoped ref Reply reply)
    {
        if (servers is null)
        {
            // Said with the authority of the zone above: whoever asks knows no other.
            NegativeAnswer.NoData(ref reply, zones.FindAbove(zone.Apex.Wire)!, UnledSeconds);
            return;
        }

        reply.Kind = AnswerKind.Referral;
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

    /// <summary>Answers for the NS records of a level zone, and for the names in them.</summary>
    private static bool AnswerServers(
        Zone zone,
        LevelServers servers,
        scoped ReadOnlySpan<byte> name,
        RecordType type,
        scoped ref Reply reply
    )
    {
        reply.Kind = AnswerKind.Positive;
        if (name.Length == zone.Apex.Length)
        {
            if (type != RecordType.NS)
            {
                return false;
            }

            var isWritten = reply.TryWrite(Section.Answer, name, servers.Names);
            for (var i = 0; isWritten && i < servers.Glue.Count; i++)
            {
                reply.WriteIfRoom(servers.Glue[i].Name.Wire, servers.Glue[i].Addresses);
            }

            return true;
        }

        for (var i = 0; i < servers.Glue.Count; i++)
        {
            if (servers.Glue[i].Addresses.Type == type && name.SequenceEqual(servers.Glue[i].Name.Wire))
            {
                return reply.TryWrite(Section.Answer, name, servers.Glue[i].Addresses);
            }
        }

        // Another server of the cluster may know a server that we do not: so its name never does not exist.
        var parent = WireName.Parent(name);
        var isServer = parent.Length == zone.Apex.Length + 3 && WireName.FirstLabel(parent).SequenceEqual("ns"u8);
        if (!isServer)
        {
            return false;
        }

        NegativeAnswer.NoData(ref reply, zone, UnledSeconds);
        return true;
    }
}
