using Coral.Index.Wire;

namespace Coral.Index.Messages;

/// <summary>The response to a store.</summary>
/// <remarks>
/// 8 outcome, 9 values that came before (array of values, earliest first; absent when there are none).
/// </remarks>
internal static class StoreResponse
{
    public static int Pairs(StoreAnswer answer) => answer.Values.Count > 0 ? 2 : 1;

    public static void Write(ref CborWriter writer, StoreAnswer answer)
    {
        writer.UInt(8);
        writer.UInt((ulong)answer.Outcome);
        if (answer.Values.Count > 0)
        {
            writer.UInt(9);
            ValueField.WriteMany(ref writer, answer.Values, reserveBytes: 0);
        }
    }

    /// <summary>Reads a response into <paramref name="answer"/>, whose list is cleared first.</summary>
    public static bool TryRead(ref MapReader map, StoreAnswer answer)
    {
        answer.Clear();
        var seen = false;
        while (map.TryNext(int.MaxValue, out var key))
        {
            switch (key)
            {
                case 8:
                    answer.Outcome = (StoreOutcome)map.Items.UInt((ulong)StoreOutcome.Stranger);
                    seen = true;
                    break;
                case 9:
                    ValueField.ReadMany(ref map.Items, answer.Values, FindResponse.MaxValues);
                    break;
                default:
                    map.Items.Skip();
                    break;
            }
        }

        return map.IsComplete && seen;
    }
}
