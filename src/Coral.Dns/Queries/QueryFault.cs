namespace Coral.Dns.Queries;

/// <summary>The faults of a message that should be a query.</summary>
internal enum QueryFault
{
    None,

    /// <summary>A message shorter than a header, or itself a response: no response is sent.</summary>
    Drop,

    /// <summary>A malformed query: FORMERR.</summary>
    Format,
}
