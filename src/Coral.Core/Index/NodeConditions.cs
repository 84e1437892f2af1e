namespace Coral.Core.Index;

/// <summary>The reasons, if any, that keep a node from being named in answers.</summary>
[Flags]
public enum NodeConditions
{
    None = 0,

    /// <summary>Nearly full; it asks for no more clients for now.</summary>
    Overloaded = 1,

    /// <summary>About to stop.</summary>
    Leaving = 2,

    /// <summary>For clients of its own network only (the paper's non-recursive proxies).</summary>
    LocalOnly = 4,
}
