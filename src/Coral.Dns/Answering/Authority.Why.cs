using Coral.Dns.Events;
using Coral.Dns.Queries;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <content>Explanations of answers: TXT for <c>why.</c> and the name. The only answer that allocates.</content>
internal sealed partial class Authority
{
    private bool Explain(
        Zone zone,
        scoped ref readonly Query query,
        in Requester requester,
        bool mayWait,
        scoped ref Reply reply
    )
    {
        if (explanation.Text(query.Name, requester) is not { } text)
        {
            return AnswerIn(zone, in query, requester, mayWait, ref reply);
        }

        reply.Flags |= HeaderFlags.Authoritative;
        reply.Kind = ResponseKind.Positive;
        reply.TryWrite(Section.Answer, query.Name, text);
        return true;
    }
}
