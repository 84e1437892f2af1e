using Coral.Dns.Queries;
using Coral.Dns.Wire;

namespace Coral.Dns.Answering;

/// <summary>Which queries are not answered from the zones, and what they get instead (RFC 8906).</summary>
internal static class QueryPolicy
{
    /// <summary>Judges a query that could be read.</summary>
    /// <returns><see langword="true"/> when the reply has been made.</returns>
    public static bool Refuses(scoped ref readonly Query query, scoped ref Reply reply)
    {
        var (code, error) = Evaluate(in query);
        if (code == ResponseCode.NoError)
        {
            return false;
        }

        reply.Fail(code, error, default);
        return true;
    }

    private static (ResponseCode Code, ExtendedError Error) Evaluate(scoped ref readonly Query query) =>
        query.Header.Opcode switch
        {
            Opcode.Query when query.Edns.Version > 0 => (ResponseCode.BadVersion, ExtendedError.None),
            Opcode.Query when !query.HasQuestion => (ResponseCode.FormatError, ExtendedError.None),
            Opcode.Query => Evaluate(query.Type, query.Class),

            // What we know and never do: nobody may change the zones, and there is nobody to notify.
            Opcode.Notify or Opcode.Update => (ResponseCode.Refused, ExtendedError.Prohibited),
            _ => (ResponseCode.NotImplemented, ExtendedError.NotSupported),
        };

    private static (ResponseCode Code, ExtendedError Error) Evaluate(RecordType type, RecordClass recordClass) =>
        type switch
        {
            // These only ever accompany a question.
            RecordType.OPT or RecordType.TKEY or RecordType.TSIG => (ResponseCode.FormatError, ExtendedError.None),
            RecordType.AXFR or RecordType.IXFR => (ResponseCode.Refused, ExtendedError.Prohibited),
            _ when recordClass != RecordClass.Internet => (ResponseCode.Refused, ExtendedError.NotSupported),
            _ => (ResponseCode.NoError, ExtendedError.None),
        };
}
