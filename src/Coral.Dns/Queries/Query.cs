using Coral.Dns.Wire;

namespace Coral.Dns.Queries;

/// <summary>A parsed query. Its spans lie in the message and in a buffer of the caller.</summary>
/// <remarks>
/// Members are fields, and the query is passed by reference: copies would cost as much as parsing it.
/// </remarks>
internal ref struct Query
{
    /// <summary>The header as received.</summary>
    public DnsHeader Header;

    /// <summary>The name in its original case; empty where there is no question that could be parsed.</summary>
    public ReadOnlySpan<byte> OriginalName;

    /// <summary>The name in lower case.</summary>
    public ReadOnlySpan<byte> Name;

    public RecordType Type;

    public RecordClass Class;

    /// <summary>The content of the OPT record.</summary>
    public Edns Edns;

    /// <summary>True if there is a question to answer.</summary>
    public readonly bool HasQuestion => !OriginalName.IsEmpty;
}
