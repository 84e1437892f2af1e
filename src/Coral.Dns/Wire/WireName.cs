using System.Diagnostics;
using System.Text;

namespace Coral.Dns.Wire;

/// <summary>
/// Names in wire format, uncompressed: length bytes, labels, and the root's zero at the end.
/// </summary>
/// <remarks>
/// RFC 1035, section 3.1. All names are well formed: <see cref="MessageReader"/> and <see cref="DnsName"/> make no
/// others. No method allocates.
/// </remarks>
public static class WireName
{
    /// <summary>Longest name, the root's zero counted (RFC 1035, section 2.3.4).</summary>
    public const int MaxBytes = 255;

    /// <summary>Longest label, its length byte not counted.</summary>
    public const int MaxLabelBytes = 63;

    /// <summary>The name of the root.</summary>
    public static ReadOnlySpan<byte> Root => [0];

    /// <summary>True if this is the root.</summary>
    public static bool IsRoot(ReadOnlySpan<byte> name) => name.Length == 1;

    /// <summary>The first label, without its length byte; empty for the root.</summary>
    public static ReadOnlySpan<byte> FirstLabel(ReadOnlySpan<byte> name) => name.Slice(1, name[0]);

    /// <summary>The name without its first label; the root has none.</summary>
    public static ReadOnlySpan<byte> Parent(ReadOnlySpan<byte> name)
    {
        Debug.Assert(!IsRoot(name));
        return name[(name[0] + 1)..];
    }

    /// <summary>True if a name is another or lies below it. Both in the same case.</summary>
    public static bool IsAtOrBelow(ReadOnlySpan<byte> name, ReadOnlySpan<byte> ancestor)
    {
        var front = name.Length - ancestor.Length;
        if (front < 0 || !name[front..].SequenceEqual(ancestor))
        {
            return false;
        }

        // The bytes are the same; they must begin at a label boundary, too.
        var at = 0;
        while (at < front)
        {
            at += name[at] + 1;
        }

        return at == front;
    }

    /// <summary>True if a name lies below another, and is not that one itself.</summary>
    public static bool IsBelow(ReadOnlySpan<byte> name, ReadOnlySpan<byte> ancestor) =>
        name.Length > ancestor.Length && IsAtOrBelow(name, ancestor);

    /// <summary>
    /// Folds A to Z to lower case (RFC 4343) and keeps all other bytes. Length bytes are never letters.
    /// </summary>
    public static void Lower(ReadOnlySpan<byte> name, Span<byte> destination)
    {
        // The class library's method is fast, but stops at the first byte that is not ASCII.
        Ascii.ToLower(name, destination, out var done);
        for (var i = done; i < name.Length; i++)
        {
            destination[i] = Lower(name[i]);
        }
    }

    internal static byte Lower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
}
