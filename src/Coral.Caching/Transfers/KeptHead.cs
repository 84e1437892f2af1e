using Coral.Caching.Http;

namespace Coral.Caching.Transfers;

/// <summary>The header of a large response, kept to answer HEAD alone: its body was not fetched.</summary>
/// <param name="Head">Status and header, as they are sent on.</param>
/// <param name="Freshness">Age and lifetime of the response.</param>
/// <param name="Selecting">The request fields that select it.</param>
internal sealed record KeptHead(ResponseHead Head, Freshness Freshness, SelectingFields Selecting);
