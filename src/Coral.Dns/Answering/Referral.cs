using Coral.Dns.Events;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <summary>Referrals of resolvers to other servers (RFC 1034, section 4.3.2, step 3b).</summary>
internal static class Referral
{
    /// <summary>Writes a referral to the servers of a zone that the operator delegated.</summary>
    public static void Write(scoped ref Reply reply, Zone zone, scoped ReadOnlySpan<byte> cut, RecordSet servers)
    {
        reply.Kind = ResponseKind.Referral;
        if (!reply.TryWrite(Section.Authority, cut, servers))
        {
            return;
        }

        foreach (var server in servers.Data)
        {
            // Without glue the servers cannot be reached: all of it, or a retry over TCP (RFC 9471).
            if (
                WireName.IsAtOrBelow(server, cut)
                && zone.Find(server) is { } node
                && !TryWriteGlue(ref reply, server, node)
            )
            {
                return;
            }
        }
    }

    private static bool TryWriteGlue(scoped ref Reply reply, scoped ReadOnlySpan<byte> server, ZoneNode node) =>
        (node.Find(RecordType.A) is not { } a || reply.TryWrite(Section.Additional, server, a))
        && (node.Find(RecordType.AAAA) is not { } aaaa || reply.TryWrite(Section.Additional, server, aaaa));
}
