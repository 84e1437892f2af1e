namespace Coral.Core.Identity;

/// <summary>The distance of two points: their XOR, read as an unsigned number (Kademlia's metric).</summary>
/// <param name="Value">Zero only between a point and itself.</param>
/// <remarks>
/// Symmetric, and unidirectional: for a point and a distance there is exactly one other point, so that no two nodes are
/// ever equally near to a key.
/// </remarks>
public readonly record struct XorDistance(Identifier Value) : IComparable<XorDistance>
{
    /// <summary>Leading bits that both points share: 160 when they are the same.</summary>
    public int CommonPrefixLength => Value.LeadingZeroCount;

    /// <summary>The distance between two points.</summary>
    public static XorDistance Between(Identifier left, Identifier right) => new(left ^ right);

    /// <summary>
    /// Negative when <paramref name="left"/> is nearer to <paramref name="target"/>, zero only when both are one.
    /// </summary>
    public static int Compare(Identifier target, Identifier left, Identifier right) =>
        (left ^ target).CompareTo(right ^ target);

    public static bool operator <(XorDistance left, XorDistance right) => left.Value < right.Value;

    public static bool operator <=(XorDistance left, XorDistance right) => left.Value <= right.Value;

    public static bool operator >(XorDistance left, XorDistance right) => left.Value > right.Value;

    public static bool operator >=(XorDistance left, XorDistance right) => left.Value >= right.Value;

    /// <inheritdoc />
    public int CompareTo(XorDistance other) => Value.CompareTo(other.Value);
}
