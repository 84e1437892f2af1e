namespace Coral.Dns.Protection;

/// <summary>What is to become of an answer.</summary>
internal enum RateLimitOutcome
{
    /// <summary>It is sent.</summary>
    Send,

    /// <summary>Only that the client should ask over TCP.</summary>
    Slip,

    /// <summary>Nothing is sent.</summary>
    Drop,
}
