namespace Coral.Caching.Sources;

/// <summary>What can be done towards an origin before it is clear that it must be asked.</summary>
public enum OriginStep
{
    /// <summary>Resolve its name.</summary>
    Resolve,

    /// <summary>Open a connection to it; nothing is sent.</summary>
    Connect,
}
