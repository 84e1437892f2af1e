using System.Collections.Frozen;

namespace Coral.Caching.Http;

/// <summary>The response fields that pass through the cache (RFC 9110, section 7.6.1; RFC 9111, section 3.1).</summary>
public static class EndToEndFields
{
    /// <summary>
    /// Fields by which an origin binds the browser to its own host: under our host they would bind it to us.
    /// </summary>
    private static readonly string[] OfTheOriginsHost =
    [
        "Alt-Svc",
        "Clear-Site-Data",
        "Content-Security-Policy-Report-Only",
        "Critical-CH",
        "Expect-CT",
        "NEL",
        "Public-Key-Pins",
        "Public-Key-Pins-Report-Only",
        "Report-To",
        "Reporting-Endpoints",
        "Strict-Transport-Security",
    ];

    private static readonly FrozenSet<string> DroppedFromResponses = FieldNames.Set([
        .. FieldNames.HopByHop,
        .. OfTheOriginsHost,
        "Set-Cookie",
        "Set-Cookie2",
    ]);

    /// <summary>The response fields that are stored and passed on, with a <c>Date</c>.</summary>
    /// <remarks>
    /// Dropped: hop-by-hop fields and those that <c>Connection</c> names, cookies, and what binds the browser to the
    /// origin's own host. A <c>Date</c> that is missing or no date becomes the time of arrival (RFC 9110, section
    /// 6.6.1). Of <c>Cache-Status</c> what can be read is kept (<see cref="CacheStatusField.Readable"/>).
    /// </remarks>
    /// <param name="received">The fields as the origin sent them.</param>
    /// <param name="receivedAt">The time at which the fields arrived.</param>
    public static FieldList OfResponse(FieldList received, DateTimeOffset receivedAt)
    {
        var kept = CacheStatusField.Readable(Without(received, DroppedFromResponses));
        return HttpDate.TryParse(kept.Get("Date"), receivedAt, out _)
            ? kept
            : kept.With("Date", HttpDate.Format(receivedAt));
    }

    private static FieldList Without(FieldList received, FrozenSet<string> dropped)
    {
        var named = FieldNames.NamedByConnection(received);
        return received.Without(line =>
            dropped.Contains(line.Name) || named.Contains(line.Name, StringComparer.OrdinalIgnoreCase)
        );
    }
}
