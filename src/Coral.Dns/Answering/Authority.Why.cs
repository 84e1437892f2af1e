using Coral.Dns.Guarding;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <content>Why a name is answered as it is: TXT for <c>why.</c> and the name. The one answer that allocates.</content>
internal sealed partial class Authority
{
    private bool Explain(
        Zone zone,
        scoped ref readonly Query query,
        in Asker asker,
        bool mayWait,
        scoped ref Reply reply
    )
    {
        if (explanation.Text(query.Name, asker) is not { } text)
        {
            return AnswerIn(zone, in query, asker, mayWait, ref reply);
        }

        reply.Flags |= HeaderFlags.Authoritative;
        reply.Kind = AnswerKind.Positive;
        reply.TryWrite(Section.Answer, query.Name, text);
        return true;
    }
}
