namespace Coral.Caching.Transfers;

/// <summary>A preparation for a request to an origin, before it is clear that one is needed.</summary>
public enum OriginPreparation
{
    /// <summary>Resolve its name.</summary>
    Resolve,

    /// <summary>Open a connection to it; nothing is sent.</summary>
    Connect,
}
