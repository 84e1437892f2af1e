using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Routing;
using Coral.Index.Wire;

namespace Coral.Index.Messages;

/// <summary>A store: a request to keep a value of the sender for a key at a level.</summary>
/// <remarks>
/// 8 level, 9 key (20 bytes), 10 value (at most 256 bytes), 11 time to live in ms (0 removes), 12 lease (8 bytes;
/// absent for an ordinary put), 13 except (up to 8 ids of 20 bytes in one string, optional; with a lease only).
/// </remarks>
internal readonly ref struct StoreRequest
{
    /// <summary>Longest time to live, in ms: 49 days.</summary>
    public const uint MaxTimeToLive = uint.MaxValue;

    public ClusterLevel Level { get; init; }

    public Key Key { get; init; }

    public ReadOnlySpan<byte> Value { get; init; }

    public TimeSpan TimeToLive { get; init; }

    /// <summary>The lease's id, or none for an ordinary put.</summary>
    public ulong? LeaseId { get; init; }

    public ReadOnlySpan<byte> Except { get; init; }

    public int Pairs => 4 + (LeaseId is null ? 0 : 1) + (Except.IsEmpty ? 0 : 1);

    public void Write(ref CborWriter writer)
    {
        writer.UInt(8);
        writer.UInt((ulong)Level);
        writer.UInt(9);
        writer.Identifier(Key.Point);
        writer.UInt(10);
        writer.Bytes(Value);
        writer.UInt(11);
        writer.UInt((ulong)TimeToLive.TotalMilliseconds);
        if (LeaseId is { } lease)
        {
            writer.UInt(12);
            writer.Token(lease);
        }

        if (!Except.IsEmpty)
        {
            writer.UInt(13);
            writer.Bytes(Except);
        }
    }

    public static bool TryRead(ref MapReader map, out StoreRequest request)
    {
        var level = 0UL;
        var stored = default(Key);
        var value = ReadOnlySpan<byte>.Empty;
        var milliseconds = 0UL;
        ulong? lease = null;
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
                    stored = new Key(map.Items.Identifier());
                    break;
                case 10:
                    value = map.Items.Bytes(IndexValue.MaxBytes);
                    break;
                case 11:
                    milliseconds = map.Items.UInt(MaxTimeToLive);
                    break;
                case 12:
                    lease = map.Items.Token();
                    break;
                case 13:
                    except = map.Items.Bytes(FindRequest.MaxExcept * Identifier.ByteCount);
                    break;
                default:
                    map.Items.Skip();
                    break;
            }
        }

        request = new StoreRequest
        {
            Level = (ClusterLevel)level,
            Key = stored,
            Value = value,
            TimeToLive = TimeSpan.FromMilliseconds(milliseconds),
            LeaseId = lease,
            Except = except,
        };
        return map.IsComplete && (seen & 0x0F00) == 0x0F00 && except.Length % Identifier.ByteCount == 0;
    }
}
