using Coral.Caching.Model;

namespace Coral.Caching.Rules;

/// <summary>How long a response is fresh, counted from its generation at the origin (RFC 9111, section 4.2.1).</summary>
public static class FreshnessCalculator
{
    /// <summary>The freshness lifetime; zero for <c>no-cache</c>, so that every use validates.</summary>
    public static TimeSpan Lifetime(ResponseHead head, DateTimeOffset responseTime, HeuristicPolicy policy) =>
        throw new InvalidOperationException("To be filled.");
}
