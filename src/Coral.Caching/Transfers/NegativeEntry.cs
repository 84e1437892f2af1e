using Coral.Caching.Http;

namespace Coral.Caching.Transfers;

/// <summary>An answer of an origin that is repeated from memory for a while, in place of another request.</summary>
/// <param name="Failure">The failure to report.</param>
/// <param name="Status">With <see cref="FetchFailure.Refused"/>, the status that the origin refused with.</param>
/// <param name="InARow">The number of such answers since the last other one.</param>
/// <param name="CountedAt">The moment of the answer: requests sent before it say nothing new.</param>
/// <param name="Until">The moment from which one request may ask again.</param>
internal sealed record NegativeEntry(
    FetchFailure Failure,
    int Status,
    int InARow,
    DateTimeOffset CountedAt,
    DateTimeOffset Until
);
