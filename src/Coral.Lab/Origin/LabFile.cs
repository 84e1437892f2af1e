using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Coral.Core.Randomness;
using Coral.Core.Units;

namespace Coral.Lab.Origin;

/// <summary>A file of the lab's origin: every path <c>/SIZE/NAME</c> is one, and its bytes follow from it.</summary>
/// <param name="Path">The path of its URL.</param>
/// <param name="Size">Size in bytes.</param>
public sealed record LabFile(string Path, int Size)
{
    /// <summary>The largest file, in bytes: what a node takes by default.</summary>
    public const int MaxSize = 50 << 20;

    /// <summary>A strong entity tag, without quotes.</summary>
    public string Tag => Convert.ToHexStringLower(Seed());

    /// <summary>The file of a path: <c>/41KB/a</c> has 41 KB.</summary>
    /// <returns><see langword="null"/> for a path of another form, or a file too large.</returns>
    public static LabFile? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return
            path.Split('/') is ["", var size, { Length: > 0 }]
            && ByteSize.TryParse(size, out var bytes)
            && bytes <= MaxSize
            ? new LabFile(path, (int)bytes)
            : null;
    }

    /// <summary>The content: SplitMix64 seeded with the hash of the path.</summary>
    public byte[] Bytes()
    {
        var words = new ulong[(Size + 7) / 8];
        var generator = new SplitMix64(BitConverter.ToUInt64(Seed()));
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = generator.Next();
        }

        return MemoryMarshal.AsBytes(words.AsSpan())[..Size].ToArray();
    }

    /// <summary>SHA-256 of its bytes.</summary>
    public byte[] Digest() => SHA256.HashData(Bytes());

    private byte[] Seed() => SHA256.HashData(Encoding.UTF8.GetBytes(Path))[..8];
}
