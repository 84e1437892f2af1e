namespace Coral.Caching.Http;

/// <summary>A response's age and freshness, fixed when its header arrived (RFC 9111, section 4.2).</summary>
public readonly record struct Freshness
{
    /// <summary>Creates the freshness of a response.</summary>
    /// <param name="responseTime">The arrival of its header (<c>response_time</c>).</param>
    /// <param name="initialAge">The response's age on arrival (<c>corrected_initial_age</c>).</param>
    /// <param name="lifetime">The freshness lifetime, counted from generation at the origin.</param>
    public Freshness(DateTimeOffset responseTime, TimeSpan initialAge, TimeSpan lifetime)
    {
        ResponseTime = responseTime;
        InitialAge = initialAge;
        Lifetime = lifetime;
        FreshUntil = responseTime + (lifetime - initialAge);
        ServableUntil = lifetime > initialAge ? FreshUntil : DateTimeOffset.MinValue;
    }

    /// <summary>The arrival of the header.</summary>
    public DateTimeOffset ResponseTime { get; }

    /// <summary>The age on arrival.</summary>
    public TimeSpan InitialAge { get; }

    /// <summary>The lifetime, counted from generation at the origin; zero when every use must validate.</summary>
    public TimeSpan Lifetime { get; }

    /// <summary>The instant from which it is stale; before <see cref="ResponseTime"/> when it arrived so.</summary>
    public DateTimeOffset FreshUntil { get; private init; }

    private DateTimeOffset ServableUntil { get; init; }

    /// <summary>Computes the freshness of a head.</summary>
    /// <param name="head">Status and header as received, <c>Age</c> included.</param>
    /// <param name="requestTime">The moment when the request was sent.</param>
    /// <param name="responseTime">The moment when the header arrived.</param>
    /// <param name="policy">The heuristic for a header that states no lifetime.</param>
    /// <param name="clock">The clock of its <c>Date</c>.</param>
    public static Freshness Of(
        ResponseHead head,
        DateTimeOffset requestTime,
        DateTimeOffset responseTime,
        HeuristicPolicy policy,
        SenderClock clock = default
    ) =>
        new(
            responseTime,
            AgeCalculator.InitialAge(requestTime, responseTime, head, clock),
            FreshnessCalculator.Lifetime(head, responseTime, policy)
        );

    /// <summary>True if the response may be served without validation at <paramref name="now"/>.</summary>
    /// <remarks>Never when it was stale on arrival, however the clock is set back later.</remarks>
    public bool IsFresh(DateTimeOffset now) => now < ServableUntil;

    /// <summary>The same, stale from <paramref name="moment"/> on at the latest.</summary>
    public Freshness StaleFrom(DateTimeOffset moment) =>
        this with
        {
            FreshUntil = moment < FreshUntil ? moment : FreshUntil,
            ServableUntil = moment < ServableUntil ? moment : ServableUntil,
        };

    /// <summary>The current age (RFC 9111, section 4.2.3); never less than on arrival.</summary>
    public TimeSpan Age(DateTimeOffset now) => now > ResponseTime ? InitialAge + (now - ResponseTime) : InitialAge;
}
