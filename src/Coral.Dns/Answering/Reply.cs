using Coral.Dns.Events;
using Coral.Dns.Queries;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <summary>A response under construction, which begins with the question section.</summary>
internal ref struct Reply
{
    private WriterMark _question;

    public MessageWriter Writer;

    /// <summary>The flags AA and TC; the others follow from the query.</summary>
    public HeaderFlags Flags;

    public ResponseCode Code;
    public ResponseKind Kind;

    /// <summary>The extended error, a reason for people to read (RFC 8914).</summary>
    public ExtendedError Error;

    /// <summary>The text beside <see cref="Error"/>, in ASCII.</summary>
    public ReadOnlySpan<byte> ErrorText;

    /// <summary>Leading bits of the client subnet that the answer is for; 0 for all clients.</summary>
    public int Scope;

    /// <summary>Writes the question section.</summary>
    /// <param name="message">The buffer that the response is written into.</param>
    /// <param name="query">The query; its question may be missing or malformed.</param>
    /// <param name="longest">Bytes that the whole response may have.</param>
    /// <param name="reserve">Bytes of the response that are reserved for the OPT record.</param>
    public void Begin(Span<byte> message, scoped ref readonly Query query, int longest, int reserve)
    {
        Writer.Begin(message);
        Writer.Limit = longest;
        if (query.HasQuestion)
        {
            Writer.TryWriteQuestion(query.OriginalName, query.Type, query.Class);
        }

        Writer.Limit = Math.Max(Writer.Position, Writer.Limit - reserve);
        _question = Writer.Mark();
    }

    /// <summary>Drops all records and sets a response code.</summary>
    public void Fail(ResponseCode code, ExtendedError error, ReadOnlySpan<byte> text)
    {
        Writer.Rewind(_question);
        Flags = HeaderFlags.None;
        Code = code;
        Kind = code == ResponseCode.Refused ? ResponseKind.Refused : ResponseKind.Error;
        Error = error;
        ErrorText = text;
    }

    /// <summary>Drops all records and sets TC: the client retries over TCP (RFC 2181, section 9).</summary>
    public void Truncate()
    {
        Writer.Rewind(_question);
        Flags |= HeaderFlags.Truncated;
        Kind = ResponseKind.Truncated;
    }

    /// <summary>Writes a whole set, or truncates the answer.</summary>
    public bool TryWrite(Section section, scoped ReadOnlySpan<byte> owner, RecordSet set)
    {
        foreach (var data in set.Data)
        {
            if (!Writer.TryWriteRecord(section, owner, set.Type, RecordClass.Internet, set.Seconds, data))
            {
                Truncate();
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes a whole set if there is room for it; the answer is complete without.</summary>
    public void WriteIfRoom(scoped ReadOnlySpan<byte> owner, RecordSet? set)
    {
        var mark = Writer.Mark();
        for (var i = 0; i < (set?.Data.Length ?? 0); i++)
        {
            var data = set!.Data[i];
            if (!Writer.TryWriteRecord(Section.Additional, owner, set.Type, RecordClass.Internet, set.Seconds, data))
            {
                Writer.Rewind(mark);
                return;
            }
        }
    }
}
