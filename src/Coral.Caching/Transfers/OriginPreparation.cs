namespace Coral.Caching.Transfers;

/// <summary>A preparation for asking an origin, before it is clear that it must be asked.</summary>
public enum OriginPreparation
{
    /// <summary>Resolve its name.</summary>
    Resolve,

    /// <summary>Open a connection to it; nothing is sent.</summary>
    Connect,
}
