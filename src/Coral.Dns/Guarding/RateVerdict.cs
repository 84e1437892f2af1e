namespace Coral.Dns.Guarding;

/// <summary>What is to become of an answer.</summary>
internal enum RateVerdict
{
    /// <summary>It is sent.</summary>
    Send,

    /// <summary>Only that the client should ask over TCP.</summary>
    Slip,

    /// <summary>Nothing is sent.</summary>
    Drop,
}
