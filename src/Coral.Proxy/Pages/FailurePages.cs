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

    private const string Later = "Try again in a while, or go to the site itself.";

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
            FetchFailure.NameNotResolved => new Page(502, "Site not found", $"The name {host} does not resolve.")
            {
                Advice = "Check the spelling of the name before our suffix.",
            },
            FetchFailure.ConnectFailed => new Page(502, "Site unreachable", $"{host} refused the connection.")
            {
                Advice = Later,
            },
            FetchFailure.ConnectTimedOut => new Page(
                504,
                "Site unreachable",
                $"{host} did not take our connection in time."
            )
            {
                Advice = Later,
            },
            FetchFailure.HeaderTimedOut => new Page(504, "Site too slow", $"{host} did not answer our request in time.")
            {
                Advice = Later,
            },
            FetchFailure.BodyTimedOut => new Page(
                504,
                "Site too slow",
                $"{host} stopped sending in the middle of its answer."
            )
            {
                Advice = Later,
            },
            FetchFailure.ConnectionLost => new Page(502, "Answer cut off", $"{host} broke off its answer.")
            {
                Advice = Later,
            },
            FetchFailure.BadResponse => new Page(502, "Answer unusable", $"What {host} answered is not valid HTTP.")
            {
                Advice = "Only its operators can mend that. The site itself may still work in a browser.",
            },
            FetchFailure.WrongDigest => new Page(
                502,
                "Answer damaged",
                $"What came from {host} is not what its digest says."
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
                Advice = "Fetch it from the site itself.",
            },
            FetchFailure.AddressRefused => new Page(
                403,
                "Address refused",
                $"{host} lies at an address that is not public, and this node connects to public addresses only."
            ),
            FetchFailure.PortRefused => new Page(
                403,
                "Port refused",
                $"The port of {host} belongs to another service than the web, and no web client connects to it."
            ),
            FetchFailure.Loop => LoopPages.OriginIsOurs(host),
            FetchFailure.RecentlyFailed => new Page(
                503,
                "Site failing",
                $"{host} failed a moment ago, and is left alone for some seconds so that it can recover."
            )
            {
                Advice = Later,
            },
            FetchFailure.Refused => Refused(host, refusedWith),
            FetchFailure.RedirectsBack => LoopPages.RedirectsBack(host),
            FetchFailure.Overloaded => new Page(503, "Node busy", "This node cannot take another transfer just now.")
            {
                Advice = Later,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "A failure without a page."),
        };

        return page with
        {
            RetryAfter = Seconds(retryAfter ?? (page.Status == 503 ? BusyFor : null)),
            Link = page.Status is 403 or 508 ? null : new PageLink(originUrl, "The page at its own site"),
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
