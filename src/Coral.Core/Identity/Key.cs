using System.Security.Cryptography;
using System.Text;

namespace Coral.Core.Identity;

/// <summary>A key of the index: a point of the space that nodes have their identifiers in.</summary>
/// <param name="Point">The key's position in the space.</param>
public readonly record struct Key(Identifier Point)
{
    /// <summary>The key of a text: the first 160 bits of SHA-256 over its UTF-8 bytes.</summary>
    public static Key Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return new Key(Identifier.Read(digest));
    }

    /// <summary>Forty lower-case hexadecimal digits.</summary>
    public override string ToString() => Point.ToString();
}
