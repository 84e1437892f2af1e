namespace Coral.Index.Options;

/// <summary>The length of one hop of a lookup.</summary>
public enum HopRule
{
    /// <summary>Corrects b bits of the key: the paper's formal rule, about half of log2 n hops.</summary>
    Splice = 0,

    /// <summary>Halves the distance to the key: the paper's illustration, about log2 n hops.</summary>
    Halving = 1,
}
