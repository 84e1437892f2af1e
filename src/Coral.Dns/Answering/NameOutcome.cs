namespace Coral.Dns.Answering;

/// <summary>The classes of names below our suffix.</summary>
public enum NameOutcome
{
    /// <summary>No origin can have it, nor any name below it: NXDOMAIN.</summary>
    Impossible,

    /// <summary>Itself no origin's, but one below it may be: it exists, and has nothing (RFC 8020).</summary>
    Intermediate,

    /// <summary>An origin may have it: it leads to proxies.</summary>
    Coralizable,
}
