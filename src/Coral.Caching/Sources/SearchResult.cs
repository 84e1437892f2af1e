using Coral.Caching.Http;

namespace Coral.Caching.Sources;

/// <summary>What a search for a source came to. One of them is set.</summary>
/// <param name="Source">Where the bytes come from.</param>
/// <param name="Failure">Why there are none.</param>
internal readonly record struct SearchResult(Source? Source, FetchFailure Failure)
{
    public static SearchResult Found(Source source) => new(source, default);

    public static SearchResult Failed(FetchFailure failure) => new(null, failure);
}
