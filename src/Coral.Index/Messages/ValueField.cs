using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Wire;

namespace Coral.Index.Messages;

/// <summary>A value on the wire: [owner (20 bytes), bytes (at most 256), remaining ms, alive].</summary>
internal static class ValueField
{
    /// <summary>Writes as many values as fit and leave <paramref name="reserveBytes"/> free.</summary>
    public static void WriteMany(ref CborWriter writer, List<IndexValue> values, int reserveBytes)
    {
        var start = writer.BeginShortArray();
        var written = 0;
        for (; written < values.Count && written < FindResponse.MaxValues; written++)
        {
            var before = writer.Length;
            Write(ref writer, values[written]);
            if (!writer.HasRoom(reserveBytes))
            {
                writer.Rewind(before);
                break;
            }
        }

        writer.EndShortArray(start, written);
    }

    public static void ReadMany(ref CborReader items, List<IndexValue> values, int max)
    {
        for (var left = items.ArrayOf(max); left > 0 && !items.Failed; left--)
        {
            if (items.ArrayOf(4) != 4)
            {
                items.Refuse();
            }

            var owner = new NodeId(items.Identifier());
            var bytes = items.Bytes(IndexValue.MaxBytes);
            var remaining = TimeSpan.FromMilliseconds(items.UInt(uint.MaxValue));
            var isAlive = items.Bool();
            if (!items.Failed)
            {
                values.Add(new IndexValue(owner, bytes.ToArray(), remaining, isAlive));
            }
        }
    }

    private static void Write(ref CborWriter writer, IndexValue value)
    {
        writer.Array(4);
        writer.Identifier(value.Owner.Point);
        writer.Bytes(value.Bytes.Span);
        writer.UInt((ulong)Math.Max(0, value.Remaining.TotalMilliseconds));
        writer.Bool(value.IsAlive);
    }
}
