namespace Coral.Core.Names;

/// <summary>The kind of a request's Host field.</summary>
public enum HostKind
{
    /// <summary>A name of an origin: serve it.</summary>
    Coralized,

    /// <summary>A valid name in another spelling than its canonical one: answer 308.</summary>
    Redirect,

    /// <summary>The zone itself: the landing page.</summary>
    BareZone,

    /// <summary>No name of ours: this is no open proxy.</summary>
    NotOurs,

    /// <summary>In our zone, but no name of any origin: answer 400 and say why.</summary>
    Refused,
}
