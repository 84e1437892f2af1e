namespace Coral.Dns.Protection;

/// <summary>The outcomes of the rate limit for a response.</summary>
internal enum RateLimitOutcome
{
    /// <summary>Sent as it is.</summary>
    Send,

    /// <summary>Sent truncated, so that a real client retries over TCP.</summary>
    Slip,

    /// <summary>Not sent.</summary>
    Drop,
}
