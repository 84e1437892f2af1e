using Coral.Core.Http;

namespace Coral.Caching.Http;

/// <summary>The age of a response on arrival (RFC 9111, section 4.2.3).</summary>
public static class AgeCalculator
{
    /// <summary>
    /// The <c>corrected_initial_age</c>: the larger of what its <c>Date</c> and what its <c>Age</c> tell. Never
    /// negative.
    /// </summary>
    /// <param name="requestTime">The moment when the request was sent.</param>
    /// <param name="responseTime">The moment when the response header arrived.</param>
    /// <param name="head">The response as received, <c>Age</c> included.</param>
    /// <param name="clock">The clock of its <c>Date</c>.</param>
    public static TimeSpan InitialAge(
        DateTimeOffset requestTime,
        DateTimeOffset responseTime,
        ResponseHead head,
        SenderClock clock = default
    )
    {
        var date = clock.IsIgnored ? responseTime : head.DateOf("Date", responseTime) ?? responseTime;
        var apparentAge = DeltaSeconds.Clamp(responseTime - date - clock.Behind);
        var responseDelay = DeltaSeconds.Clamp(responseTime - requestTime);
        var correctedAge = DeltaSeconds.Clamp(AgeValue(head) + responseDelay);
        return apparentAge > correctedAge ? apparentAge : correctedAge;
    }

    /// <summary>The first member of <c>Age</c>; zero when it is no number (RFC 9111, section 5.1).</summary>
    private static TimeSpan AgeValue(ResponseHead head)
    {
        var members = new ListMembers(head.Fields.Get("Age"), ListQuoting.None, most: 1);
        return members.MoveNext() && DeltaSeconds.TryParse(members.Current.Trim(), out var age) ? age : TimeSpan.Zero;
    }
}
