using Coral.Index.Store;
using Coral.Index.Wire;

namespace Coral.Index.Messages;

/// <summary>The response to a find.</summary>
/// <remarks>
/// 8 contacts (array of contacts, nearest to the target first; absent when values are given), 9 values (array of
/// values, earliest arrival first; absent when there are none), 10 state [loaded, values, earliest expiry in ms]
/// (response to a probe), 11 true when the sender is not in the requester's cluster at that level; the sender then
/// names contacts of its own cluster if the mode was 0, 12 opinion [members measured, those within the diameter]
/// (alone, response to mode 5). Items that do not fit the datagram are left out, the last first.
/// </remarks>
internal static class FindResponse
{
    /// <summary>Most contacts in one response.</summary>
    public const int MaxContacts = 20;

    /// <summary>Most values in one response.</summary>
    public const int MaxValues = 8;

    /// <summary>Pairs that <see cref="Write"/> will add for <paramref name="answer"/>.</summary>
    public static int Pairs(FindAnswer answer, FindMode mode) =>
        answer.IsStranger ? 1 + (answer.Contacts.Count > 0 ? 1 : 0)
        : mode == FindMode.Opinion ? 1
        : 1 + (mode == FindMode.Probe ? 1 : 0);

    public static void Write(ref CborWriter writer, FindAnswer answer, FindMode mode)
    {
        if (mode == FindMode.Opinion)
        {
            writer.UInt(12);
            writer.Array(2);
            writer.UInt((ulong)answer.Opinion.Probed);
            writer.UInt((ulong)answer.Opinion.Near);
            return;
        }

        if (answer.IsStranger)
        {
            if (answer.Contacts.Count > 0)
            {
                writer.UInt(8);
                ContactField.WriteMany(ref writer, answer.Contacts, reserveBytes: StrangerBytes);
            }

            writer.UInt(11);
            writer.Bool(true);
            return;
        }

        if (answer.Values.Count > 0)
        {
            writer.UInt(9);
            ValueField.WriteMany(ref writer, answer.Values, reserveBytes: 0);
        }
        else
        {
            writer.UInt(8);
            ContactField.WriteMany(ref writer, answer.Contacts, reserveBytes: mode == FindMode.Probe ? StateBytes : 0);
        }

        if (mode == FindMode.Probe)
        {
            writer.UInt(10);
            writer.Array(3);
            writer.Bool(answer.State.IsLoaded);
            writer.UInt((ulong)answer.State.Values);
            writer.UInt((ulong)answer.State.EarliestExpiry.TotalMilliseconds);
        }
    }

    /// <summary>Reads a response into <paramref name="answer"/>, whose lists are cleared first.</summary>
    public static bool TryRead(ref MapReader map, FindAnswer answer)
    {
        answer.Clear();
        while (map.TryNext(int.MaxValue, out var key))
        {
            switch (key)
            {
                case 8:
                    ContactField.ReadMany(ref map.Items, answer.Contacts, MaxContacts);
                    break;
                case 9:
                    ValueField.ReadMany(ref map.Items, answer.Values, MaxValues);
                    break;
                case 10:
                    answer.State = ReadState(ref map.Items);
                    break;
                case 11:
                    answer.IsStranger = map.Items.Bool();
                    break;
                case 12:
                    answer.Opinion = ReadOpinion(ref map.Items);
                    break;
                default:
                    map.Items.Skip();
                    break;
            }
        }

        return map.IsComplete;
    }

    private const int StateBytes = 16;
    private const int StrangerBytes = 2;

    private static ClusterTally ReadOpinion(ref CborReader items)
    {
        if (items.ArrayOf(2) != 2)
        {
            items.Refuse();
        }

        var probed = (int)items.UInt(ushort.MaxValue);
        return new ClusterTally(probed, (int)items.UInt((ulong)probed));
    }

    private static PutState ReadState(ref CborReader items)
    {
        if (items.ArrayOf(3) != 3)
        {
            items.Refuse();
        }

        return new PutState(
            items.Bool(),
            (int)items.UInt(ushort.MaxValue),
            TimeSpan.FromMilliseconds(items.UInt(uint.MaxValue))
        );
    }
}
