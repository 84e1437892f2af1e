using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Routing;
using Coral.Index.Wire;

namespace Coral.Index.Messages;

/// <summary>A find: asks for contacts near a target at a level, and for what the receiver holds for a key.</summary>
/// <remarks>
/// 8 level, 9 target (20 bytes), 10 mode, 11 key (20 bytes; modes 1 to 3 only), 12 lease (8 bytes; mode 3 only), 13
/// except (up to 8 ids of 20 bytes in one string, optional; mode 3 only), 14 padding (zeros, optional): they let an
/// open network send a full response within three times the request's length.
/// </remarks>
internal readonly ref struct FindRequest
{
    /// <summary>Most ids in <see cref="Except"/>.</summary>
    public const int MaxExcept = 8;

    public ClusterLevel Level { get; init; }

    /// <summary>The point that the next hop should lie at.</summary>
    public Identifier Target { get; init; }

    public FindMode Mode { get; init; }

    public Key Key { get; init; }

    public ulong LeaseId { get; init; }

    /// <summary>Ids of 20 bytes each, one behind the other: holders that the requester could not reach.</summary>
    public ReadOnlySpan<byte> Except { get; init; }

    /// <summary>Zeros to append.</summary>
    public int PaddingBytes { get; init; }

    private bool HasKey => Mode is FindMode.Values or FindMode.Probe or FindMode.Lease;

    public int Pairs =>
        3
        + (HasKey ? 1 : 0)
        + (Mode == FindMode.Lease ? 1 : 0)
        + (Except.IsEmpty ? 0 : 1)
        + (PaddingBytes == 0 ? 0 : 1);

    public void Write(ref CborWriter writer)
    {
        writer.UInt(8);
        writer.UInt((ulong)Level);
        writer.UInt(9);
        writer.Identifier(Target);
        writer.UInt(10);
        writer.UInt((ulong)Mode);
        if (HasKey)
        {
            writer.UInt(11);
            writer.Identifier(Key.Point);
        }

        if (Mode == FindMode.Lease)
        {
            writer.UInt(12);
            writer.Token(LeaseId);
        }

        if (!Except.IsEmpty)
        {
            writer.UInt(13);
            writer.Bytes(Except);
        }

        if (PaddingBytes > 0)
        {
            Span<byte> zeros = stackalloc byte[PaddingBytes];
            zeros.Clear();
            writer.UInt(14);
            writer.Bytes(zeros);
        }
    }

    public static bool TryRead(ref MapReader map, out FindRequest request)
    {
        var level = 0UL;
        var target = default(Identifier);
        var mode = 0UL;
        var wanted = default(Key);
        var lease = 0UL;
        var except = ReadOnlySpan<byte>.Empty;
        var seen = 0;
        while (map.TryNext(int.MaxValue, out var key))
        {
            seen |= key < 16 ? 1 << key : 0;
            switch (key)
            {
                case 8:
                    level = map.Items.UInt(ClusterSet.MaxCount);
                    break;
                case 9:
                    target = map.Items.Identifier();
                    break;
                case 10:
                    mode = map.Items.UInt((ulong)FindMode.Opinion);
                    break;
                case 11:
                    wanted = new Key(map.Items.Identifier());
                    break;
                case 12:
                    lease = map.Items.Token();
                    break;
                case 13:
                    except = map.Items.Bytes(MaxExcept * Identifier.ByteCount);
                    break;
                default:
                    map.Items.Skip();
                    break;
            }
        }

        request = new FindRequest
        {
            Level = (ClusterLevel)level,
            Target = target,
            Mode = (FindMode)mode,
            Key = wanted,
            LeaseId = lease,
            Except = except,
        };
        var needed = mode switch
        {
            1 or 2 => 0x0F00,
            3 => 0x1F00,
            _ => 0x0700,
        };
        return map.IsComplete && (seen & needed) == needed && except.Length % Identifier.ByteCount == 0;
    }
}
