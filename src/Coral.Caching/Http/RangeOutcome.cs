namespace Coral.Caching.Http;

/// <summary>The outcome of a <c>Range</c> field (RFC 9110, section 14.2).</summary>
public enum RangeOutcome
{
    /// <summary>Ignored or absent: 200 with the whole body.</summary>
    Whole,

    /// <summary>One slice: 206 with <c>Content-Range</c>.</summary>
    Part,

    /// <summary>No byte of the range lies in the body: 416 with <c>Content-Range: bytes */n</c>.</summary>
    Unsatisfiable,
}
