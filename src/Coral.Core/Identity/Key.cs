using System.Security.Cryptography;
using System.Text;

namespace Coral.Core.Identity;

/// <summary>What the index maps to values: a point of the space that nodes live in too.</summary>
/// <param name="Point">Where in the space the key lies.</param>
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
