using Coral.Dns.Events;
using Coral.Dns.Queries;
using Coral.Dns.Redirection;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <content>Names that lead to proxies.</content>
internal sealed partial class Authority
{
    private bool AnswerCoralized(
        Zone zone,
        scoped ReadOnlySpan<byte> name,
        scoped ReadOnlySpan<byte> origin,
        RecordType type,
        in Requester requester,
        bool mayWait,
        scoped ref Reply reply
    )
    {
        if (type == RecordType.HTTPS && certificates.Covers(name))
        {
            reply.Kind = ResponseKind.Positive;
            reply.TryWrite(Section.Answer, name, ServiceBinding.Records);
            return true;
        }

        if (type is not (RecordType.A or RecordType.AAAA))
        {
            Nothing(zone, name, type, ref reply);
            return true;
        }

        var choice = default(ProxyChoice);
        switch (redirection.Choose(requester, origin, type, mayWait, ref choice))
        {
            case ChoiceOutcome.NeedsTime:
                return false;
            case ChoiceOutcome.Truncate:
                reply.Truncate();
                return true;
            case ChoiceOutcome.None:
                reply.Fail(ResponseCode.ServerFailure, ExtendedError.NotReady, "no living proxy is known"u8);
                return true;
            case ChoiceOutcome.NoneOfFamily:
                NegativeAnswer.NoData(ref reply, zone);
                return true;
            default:
                reply.Scope = choice.Scope;
                WriteAddresses(name, type, ref choice, ref reply);
                return true;
        }
    }

    private static void WriteAddresses(
        scoped ReadOnlySpan<byte> name,
        RecordType type,
        scoped ref ProxyChoice choice,
        scoped ref Reply reply
    )
    {
        reply.Kind = ResponseKind.Positive;
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < choice.Count; i++)
        {
            var address = choice.Addresses[i];
            address.WriteAddress(bytes);
            var data = bytes[..address.AddressLength];
            var isWritten =
                i > 0
                    ? reply.Writer.TryWriteAnother(Section.Answer, data)
                    : reply.Writer.TryWriteRecord(
                        Section.Answer,
                        name,
                        type,
                        RecordClass.Internet,
                        choice.Seconds,
                        data
                    );
            if (!isWritten)
            {
                reply.Truncate();
                return;
            }
        }
    }
}
