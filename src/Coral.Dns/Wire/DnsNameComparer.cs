using System.Buffers.Binary;
using System.Numerics;

namespace Coral.Dns.Wire;

/// <summary>Equality of names, also with lower-case names in wire format, so that a lookup allocates nothing.</summary>
/// <remarks>
/// The hash is not keyed: tables hold only names that the operator configured, and a query adds none.
/// </remarks>
public sealed class DnsNameComparer
    : IEqualityComparer<DnsName>,
        IAlternateEqualityComparer<ReadOnlySpan<byte>, DnsName>
{
    /// <summary>The only instance.</summary>
    public static DnsNameComparer Instance { get; } = new();

    /// <inheritdoc />
    public bool Equals(DnsName? x, DnsName? y) => x is null ? y is null : x.Equals(y);

    /// <inheritdoc />
    public int GetHashCode(DnsName obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return Hash(obj.Wire);
    }

    /// <inheritdoc />
    public bool Equals(ReadOnlySpan<byte> alternate, DnsName other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return alternate.SequenceEqual(other.Wire);
    }

    /// <inheritdoc />
    public int GetHashCode(ReadOnlySpan<byte> alternate) => Hash(alternate);

    /// <inheritdoc />
    public DnsName Create(ReadOnlySpan<byte> alternate) => DnsName.From(alternate);

    internal static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = 0xCBF2_9CE4_8422_2325UL ^ (uint)name.Length;
        while (name.Length >= sizeof(ulong))
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(name));
            name = name[sizeof(ulong)..];
        }

        foreach (var value in name)
        {
            hash = Mix(hash, value);
        }

        return (int)(hash ^ (hash >> 32));
    }

    private static ulong Mix(ulong hash, ulong value) =>
        BitOperations.RotateLeft((hash ^ value) * 0x9E37_79B9_7F4A_7C15, 29);
}
