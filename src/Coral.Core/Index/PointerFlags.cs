namespace Coral.Core.Index;

/// <summary>The state of the object that a pointer points to.</summary>
[Flags]
public enum PointerFlags
{
    /// <summary>The object is on its way to the node.</summary>
    None = 0,

    /// <summary>The node has the whole object.</summary>
    Complete = 1,
}
