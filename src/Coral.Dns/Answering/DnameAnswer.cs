using Coral.Dns.Events;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <summary>
/// The answer for every name below a DNAME: the DNAME, and the CNAME that is synthesised from it (RFC 6672).
/// </summary>
/// <remarks>
/// The target is not looked up for the resolver: it lies in another zone, so that a careful resolver queries for it
/// anyway, and is then referred to name servers near it.
/// </remarks>
internal static class DnameAnswer
{
    public static void Write(scoped ref Reply reply, scoped ReadOnlySpan<byte> name, Zone zone, RecordSet dname)
    {
        reply.Flags |= HeaderFlags.Authoritative;
        reply.Kind = ResponseKind.Positive;
        if (!reply.TryWrite(Section.Answer, zone.Apex.Wire, dname))
        {
            return;
        }

        var front = name[..^zone.Apex.Length];
        ReadOnlySpan<byte> target = dname.Data[0];
        if (front.Length + target.Length > WireName.MaxBytes)
        {
            reply.Code = ResponseCode.NameTooLong;
            return;
        }

        Span<byte> alias = stackalloc byte[WireName.MaxBytes];
        front.CopyTo(alias);
        target.CopyTo(alias[front.Length..]);
        var data = alias[..(front.Length + target.Length)];
        if (
            !reply.Writer.TryWriteRecord(
                Section.Answer,
                name,
                RecordType.CNAME,
                RecordClass.Internet,
                dname.Seconds,
                data
            )
        )
        {
            reply.Truncate();
        }
    }
}
