namespace Coral.Core.Index;

/// <summary>What a pointer says beside where.</summary>
[Flags]
public enum PointerFlags
{
    /// <summary>The object is on its way to the node.</summary>
    None = 0,

    /// <summary>The node has the whole object.</summary>
    Complete = 1,
}
