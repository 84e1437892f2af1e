using Coral.Caching.Model;

namespace Coral.Caching.Rules;

/// <summary>What a <c>Cache-Control</c> field says, of a request or a response (RFC 9111, section 5.2).</summary>
public readonly record struct CacheDirectives
{
    /// <summary>Reads the <c>Cache-Control</c> field of <paramref name="fields"/>; nothing said when it is absent.</summary>
    public static CacheDirectives Of(IFieldSource fields) => Parse(fields.Get("Cache-Control"));

    /// <summary>Reads a combined field value. Never throws, never allocates.</summary>
    public static CacheDirectives Parse(ReadOnlySpan<char> value) =>
        throw new InvalidOperationException("To be filled.");

    public bool NoStore { get; init; }
    public bool NoCache { get; init; }
    public bool Private { get; init; }
    public bool Public { get; init; }
    public bool MustRevalidate { get; init; }
    public bool ProxyRevalidate { get; init; }
    public bool MustUnderstand { get; init; }
    public bool NoTransform { get; init; }
    public bool OnlyIfCached { get; init; }
    public bool Immutable { get; init; }
    public TimeSpan? MaxAge { get; init; }
    public TimeSpan? SharedMaxAge { get; init; }
    public TimeSpan? MaxStale { get; init; }
    public TimeSpan? MinFresh { get; init; }
    public TimeSpan? StaleIfError { get; init; }
    public TimeSpan? StaleWhileRevalidate { get; init; }
}
