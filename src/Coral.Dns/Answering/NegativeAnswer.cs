using Coral.Dns.Events;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <summary>Negative answers: NODATA and NXDOMAIN with the SOA that dates them (RFC 2308).</summary>
internal static class NegativeAnswer
{
    /// <summary>Writes NODATA: the name exists, and has nothing of the type.</summary>
    /// <param name="reply">The response, which may hold records of aliases already.</param>
    /// <param name="zone">The zone whose SOA is added.</param>
    /// <param name="seconds">Time to live in seconds; by default, and at most, the zone's own.</param>
    public static void NoData(scoped ref Reply reply, Zone zone, uint? seconds = null)
    {
        reply.Kind = reply.Writer.Answers > 0 ? ResponseKind.Positive : ResponseKind.NoData;
        Write(ref reply, zone, seconds ?? zone.NegativeSeconds);
    }

    /// <summary>Writes NXDOMAIN: neither the name nor anything below it exists (RFC 8020).</summary>
    public static void NoName(scoped ref Reply reply, Zone zone)
    {
        reply.Code = ResponseCode.NameError;
        reply.Kind = ResponseKind.NoName;
        Write(ref reply, zone, zone.NegativeSeconds);
    }

    private static void Write(scoped ref Reply reply, Zone zone, uint seconds)
    {
        reply.Flags |= HeaderFlags.Authoritative;
        var data = zone.Soa.Data[0];
        var isWritten = reply.Writer.TryWriteRecord(
            Section.Authority,
            zone.Apex.Wire,
            RecordType.SOA,
            RecordClass.Internet,
            Math.Min(seconds, zone.NegativeSeconds),
            data
        );
        if (!isWritten)
        {
            reply.Truncate();
        }
    }
}
