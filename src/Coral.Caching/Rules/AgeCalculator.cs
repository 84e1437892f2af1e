using Coral.Caching.Model;

namespace Coral.Caching.Rules;

/// <summary>How old a response is when it arrives (RFC 9111, section 4.2.3).</summary>
public static class AgeCalculator
{
    /// <summary>The <c>corrected_initial_age</c>.</summary>
    public static TimeSpan InitialAge(DateTimeOffset requestTime, DateTimeOffset responseTime, ResponseHead head) =>
        throw new InvalidOperationException("To be filled.");
}
