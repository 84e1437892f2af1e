namespace Coral.Dns.Queries;

/// <summary>The faults of a message that should be a query.</summary>
internal enum QueryFault
{
    None,

    /// <summary>Shorter than a header, or itself an answer: nothing is sent back.</summary>
    Drop,

    /// <summary>Not well formed: FORMERR.</summary>
    Format,
}
