using System.Text;

namespace Coral.Dns.Wire;

/// <summary>A stored domain name: lower case, uncompressed, immutable, equal by value.</summary>
public sealed class DnsName : IEquatable<DnsName>
{
    private readonly byte[] _wire;

    private DnsName(byte[] wire) => _wire = wire;

    /// <summary>The root.</summary>
    public static DnsName Root { get; } = new([0]);

    /// <summary>The name on the wire, the root's zero included.</summary>
    public ReadOnlySpan<byte> Wire => _wire;

    /// <summary>Length on the wire, in bytes.</summary>
    public int Length => _wire.Length;

    /// <summary>Keeps a copy of a well-formed name, folded to lower case.</summary>
    public static DnsName From(ReadOnlySpan<byte> wire)
    {
        var copy = new byte[wire.Length];
        WireName.Lower(wire, copy);
        return new DnsName(copy);
    }

    /// <summary>Reads a name as text, with or without its final dot; <c>.</c> is the root.</summary>
    /// <exception cref="FormatException">The text is no domain name.</exception>
    public static DnsName Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"“{text}” is no domain name.");

    /// <summary>
    /// Reads a name as text: <c>\.</c> is a dot inside a label, <c>\065</c> the byte 65 (RFC 1035, section 5.1).
    /// </summary>
    /// <returns><see langword="null"/> where the text is no domain name.</returns>
    public static DnsName? TryParse(string? text)
    {
        Span<byte> wire = stackalloc byte[WireName.MaxBytes];
        var length = NameText.Parse(text, wire);
        return length > 0 ? From(wire[..length]) : null;
    }

    /// <summary>The concatenation of <paramref name="front"/> and this name.</summary>
    /// <returns><see langword="null"/> where the name would be too long.</returns>
    public DnsName? Below(DnsName front)
    {
        ArgumentNullException.ThrowIfNull(front);
        return front.Length - 1 + Length > WireName.MaxBytes ? null : new DnsName([.. front._wire[..^1], .. _wire]);
    }

    /// <summary>The name below this one by a label or several: <c>ns.Child("a.b")</c> is <c>a.b.ns</c>.</summary>
    /// <exception cref="FormatException">It is no domain name, or the result too long.</exception>
    public DnsName Child(string front) =>
        Below(Parse(front)) ?? throw new FormatException($"“{front}.{this}” is too long.");

    /// <summary>The name without its first label; <see langword="null"/> for the root.</summary>
    public DnsName? Parent() => WireName.IsRoot(_wire) ? null : new DnsName(WireName.Parent(_wire).ToArray());

    /// <summary>True if this is <paramref name="ancestor"/> or lies below it.</summary>
    public bool IsAtOrBelow(DnsName ancestor)
    {
        ArgumentNullException.ThrowIfNull(ancestor);
        return WireName.IsAtOrBelow(_wire, ancestor._wire);
    }

    /// <inheritdoc />
    public bool Equals(DnsName? other) => other is not null && _wire.AsSpan().SequenceEqual(other._wire);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DnsName);

    /// <inheritdoc />
    public override int GetHashCode() => DnsNameComparer.Hash(_wire);

    /// <summary>The name as text, without the final dot; the root is <c>.</c>.</summary>
    public override string ToString() => NameText.Format(_wire, new StringBuilder(_wire.Length)).ToString();
}
