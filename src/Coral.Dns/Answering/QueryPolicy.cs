using Coral.Dns.Queries;
using Coral.Dns.Wire;

namespace Coral.Dns.Answering;

/// <summary>The queries that are not answered from the zones, and their response codes (RFC 8906).</summary>
internal static class QueryPolicy
{
    /// <summary>Refuses a query that is not answered from the zones.</summary>
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

            // Known operations that are refused: zones cannot be updated, and there are no secondaries.
            Opcode.Notify or Opcode.Update => (ResponseCode.Refused, ExtendedError.Prohibited),
            _ => (ResponseCode.NotImplemented, ExtendedError.NotSupported),
        };

    private static (ResponseCode Code, ExtendedError Error) Evaluate(RecordType type, RecordClass recordClass) =>
        type switch
        {
            // These types only ever accompany a query.
            RecordType.OPT or RecordType.TKEY or RecordType.TSIG => (ResponseCode.FormatError, ExtendedError.None),
            RecordType.AXFR or RecordType.IXFR => (ResponseCode.Refused, ExtendedError.Prohibited),
            _ when recordClass != RecordClass.Internet => (ResponseCode.Refused, ExtendedError.NotSupported),
            _ => (ResponseCode.NoError, ExtendedError.None),
        };
}
