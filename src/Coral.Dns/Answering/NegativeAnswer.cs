using Coral.Dns.Events;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <summary>Says that something is not there, and for how long it will not be (RFC 2308).</summary>
internal static class NegativeAnswer
{
    /// <summary>The name exists, and has nothing of the type.</summary>
    /// <param name="reply">What records of aliases may stand in already.</param>
    /// <param name="zone">Whose authority it is said with.</param>
    /// <param name="seconds">How long it holds; the zone's own time unless said otherwise.</param>
    public static void NoData(scoped ref Reply reply, Zone zone, uint? seconds = null)
    {
        reply.Kind = reply.Writer.Answers > 0 ? ResponseKind.Positive : ResponseKind.NoData;
        Write(ref reply, zone, seconds ?? zone.NegativeSeconds);
    }

    /// <summary>Neither the name exists nor anything below it (RFC 8020).</summary>
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
