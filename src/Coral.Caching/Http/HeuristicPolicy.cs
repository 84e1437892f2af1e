namespace Coral.Caching.Http;

/// <summary>The heuristic lifetime of responses that state none (RFC 9111, section 4.2.2).</summary>
public sealed record HeuristicPolicy
{
    /// <summary>For any URL by suffix, whose publisher may never have heard of us.</summary>
    public static readonly HeuristicPolicy AnySite = new();

    /// <summary>For a site that its operator declared: heuristic only with <c>Last-Modified</c>.</summary>
    public static readonly HeuristicPolicy DeclaredSite = new()
    {
        WithoutLastModified = TimeSpan.Zero,
        IsDeclared = true,
    };

    /// <summary>True for a site that its operator declared, who knows what its origin reads.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>
    /// The part of the time since <c>Last-Modified</c> that the response stays fresh. 0.1 by default.
    /// </summary>
    public double ShareOfUnmodifiedTime { get; init; } = 0.1;

    /// <summary>The longest heuristic lifetime. 12 h by default.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The lifetime without a usable <c>Last-Modified</c>. 5 min by default.</summary>
    public TimeSpan WithoutLastModified { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The lifetime of a response that says nothing of it.</summary>
    /// <param name="date">The time at which the origin generated the response.</param>
    /// <param name="lastModified">The response's <c>Last-Modified</c>; one after <paramref name="date"/> is not
    /// usable.</param>
    public TimeSpan Lifetime(DateTimeOffset date, DateTimeOffset? lastModified)
    {
        if (lastModified is not { } modified || modified > date)
        {
            return WithoutLastModified;
        }

        var share = (date - modified) * ShareOfUnmodifiedTime;
        return share < Longest ? share : Longest;
    }
}
