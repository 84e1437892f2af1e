using System.Security.Cryptography;

namespace Coral.Core.Identity;

/// <summary>A node's identity and its position in the space: the same point at every level.</summary>
/// <param name="Point">The node's position in the space.</param>
public readonly record struct NodeId(Identifier Point) : IComparable<NodeId>
{
    /// <summary>The id that belongs to a public key: the first 160 bits of SHA-256 over its encoding.</summary>
    /// <remarks>The paper hashes the IP address; a key cannot be claimed by whoever sits on the address next.</remarks>
    public static NodeId OfPublicKey(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(subjectPublicKeyInfo, digest);
        return new NodeId(Identifier.Read(digest));
    }

    /// <summary>An id drawn from <paramref name="tokens"/>: uniform over the space.</summary>
    public static NodeId Draw(ITokenSource tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        Span<byte> bytes = stackalloc byte[Identifier.ByteCount];
        tokens.Fill(bytes);
        return new NodeId(Identifier.Read(bytes));
    }

    public static bool operator <(NodeId left, NodeId right) => left.Point < right.Point;

    public static bool operator <=(NodeId left, NodeId right) => left.Point <= right.Point;

    public static bool operator >(NodeId left, NodeId right) => left.Point > right.Point;

    public static bool operator >=(NodeId left, NodeId right) => left.Point >= right.Point;

    /// <summary>Numeric order: a fixed order for choosing, sending and logging, not nearness.</summary>
    public int CompareTo(NodeId other) => Point.CompareTo(other.Point);

    /// <summary>Forty lower-case hexadecimal digits.</summary>
    public override string ToString() => Point.ToString();
}
