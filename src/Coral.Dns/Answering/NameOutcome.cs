namespace Coral.Dns.Answering;

/// <summary>The classes of names below our suffix.</summary>
public enum NameOutcome
{
    /// <summary>A name that no origin can have, nor any name below it: NXDOMAIN.</summary>
    Impossible,

    /// <summary>A name that no origin can have, though one below it may: NODATA (RFC 8020).</summary>
    Intermediate,

    /// <summary>A name that an origin may have: it leads to proxies.</summary>
    Coralizable,
}
