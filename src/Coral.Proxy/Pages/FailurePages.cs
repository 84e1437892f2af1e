using Coral.Caching.Http;

namespace Coral.Proxy.Pages;

/// <summary>The pages for content that could not be fetched: one for each <see cref="FetchFailure"/>.</summary>
/// <remarks>
/// 502: the origin failed us. 504: it took too long. 403: we do not go there. 413: we do not carry that. 503 with
/// <c>Retry-After</c>: a request later will help, and one at once will not (RFC 9110, 15.6.4 and 10.2.3).
/// </remarks>
internal static class FailurePages
{
    private static readonly TimeSpan BusyFor = TimeSpan.FromSeconds(5);

    private const string Later = "Try again later, or visit the site directly.";

    /// <summary>The page for <paramref name="failure"/> of the origin <paramref name="host"/>.</summary>
    /// <param name="failure">The failure of the fetch.</param>
    /// <param name="host">The origin's name, with its port where it is not the default.</param>
    /// <param name="originUrl">The URL of the object at its origin.</param>
    /// <param name="retryAfter">The time after which a retry may succeed, where that is known.</param>
    /// <param name="refusedWith">The status that the origin refused with, where it did.</param>
    public static Page For(
        FetchFailure failure,
        string host,
        string originUrl,
        TimeSpan? retryAfter,
        int refusedWith = 0
    )
    {
        var page = failure switch
        {
            FetchFailure.NameNotResolved => new Page(502, "Site not found", $"The host name {host} does not resolve.")
            {
                Advice = "Check the spelling of the host name in front of this node's zone.",
            },
            FetchFailure.ConnectFailed => new Page(502, "Site unreachable", $"{host} refused the connection.")
            {
                Advice = Later,
            },
            FetchFailure.ConnectTimedOut => new Page(504, "Site unreachable", $"Connecting to {host} timed out.")
            {
                Advice = Later,
            },
            FetchFailure.HeaderTimedOut => new Page(504, "Site too slow", $"{host} did not respond in time.")
            {
                Advice = Later,
            },
            FetchFailure.BodyTimedOut => new Page(
                504,
                "Site too slow",
                $"{host} stopped sending in the middle of its response."
            )
            {
                Advice = Later,
            },
            FetchFailure.ConnectionLost => new Page(
                502,
                "Response cut off",
                $"{host} closed the connection before the end of its response."
            )
            {
                Advice = Later,
            },
            FetchFailure.BadResponse => new Page(502, "Invalid response", $"The response of {host} is not valid HTTP.")
            {
                Advice = "Only the site's operator can fix this. The site may still work in a browser.",
            },
            FetchFailure.WrongDigest => new Page(
                502,
                "Response damaged",
                $"The content received from {host} does not match its digest."
            )
            {
                Advice = Later,
            },
            FetchFailure.TooLarge => new Page(
                413,
                "Object too large",
                $"What {host} sent is larger than this node carries."
            )
            {
                Advice = "Fetch it from the site directly.",
            },
            FetchFailure.AddressRefused => new Page(
                403,
                "Address refused",
                $"{host} resolves to a private address, and this node connects to public addresses only."
            ),
            FetchFailure.PortRefused => new Page(
                403,
                "Port refused",
                $"The port of {host} belongs to a service other than the web; browsers refuse it too."
            ),
            FetchFailure.Loop => LoopPages.OriginIsOurs(host),
            FetchFailure.RecentlyFailed => new Page(
                503,
                "Site failing",
                $"{host} failed a moment ago; this node waits before it sends another request, so that it can recover."
            )
            {
                Advice = Later,
            },
            FetchFailure.Refused => Refused(host, refusedWith),
            FetchFailure.RedirectsBack => LoopPages.RedirectsBack(host),
            FetchFailure.Overloaded => new Page(
                503,
                "Node busy",
                "This node has no room for another transfer at the moment."
            )
            {
                Advice = Later,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "A failure without a page."),
        };

        return page with
        {
            RetryAfter = Seconds(retryAfter ?? (page.Status == 503 ? BusyFor : null)),
            Link = page.Status is 403 or 508 ? null : new PageLink(originUrl, "Open the original page"),
        };
    }

    /// <summary>The refusal of the origin, repeated from memory with its own status.</summary>
    private static Page Refused(string host, int status) =>
        new(
            status is >= 400 and <= 599 ? status : 503,
            "Site busy",
            $"{host} refused Coral's last request and asked for a pause. Coral sends it none until the pause is over."
        )
        {
            Advice = Later,
        };

    private static string? Seconds(TimeSpan? wait) =>
        wait is { } time
            ? Math.Max(1, (long)Math.Ceiling(time.TotalSeconds))
                .ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
