namespace Coral.Caching.Http;

/// <summary>The outcome of the rules for storing a response (RFC 9111, section 3).</summary>
public enum StorageOutcome
{
    /// <summary>The response may be stored and reused.</summary>
    Storable,

    /// <summary>The request was not a GET.</summary>
    MethodNotGet,

    /// <summary>
    /// The status is not final, is partial (206), stands for another response (304), or asks for credentials (401,
    /// 407).
    /// </summary>
    StatusNotStorable,

    /// <summary><c>must-understand</c> with a status whose caching we do not know.</summary>
    StatusNotUnderstood,

    /// <summary><c>no-store</c>.</summary>
    NoStore,

    /// <summary><c>private</c>: this cache is shared.</summary>
    Private,

    /// <summary><c>Vary: *</c>: no later request could select it.</summary>
    VariesOnEverything,

    /// <summary>Nothing allows it: no explicit freshness, and a status without heuristic freshness.</summary>
    NothingAllowsIt,
}
