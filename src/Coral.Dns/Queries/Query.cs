using Coral.Dns.Wire;

namespace Coral.Dns.Queries;

/// <summary>A query taken apart. Its spans lie in the message and in a buffer of the caller.</summary>
/// <remarks>
/// Fields, and passed on by reference: a copy for every look at it would cost as much as reading the query.
/// </remarks>
internal ref struct Query
{
    /// <summary>The header as it came.</summary>
    public DnsHeader Header;

    /// <summary>The name in its original case; empty where there is no question that could be parsed.</summary>
    public ReadOnlySpan<byte> OriginalName;

    /// <summary>The name in lower case.</summary>
    public ReadOnlySpan<byte> Name;

    public RecordType Type;

    public RecordClass Class;

    /// <summary>The content of the OPT record.</summary>
    public Edns Edns;

    /// <summary>True when there is a question to answer.</summary>
    public readonly bool HasQuestion => !OriginalName.IsEmpty;
}
