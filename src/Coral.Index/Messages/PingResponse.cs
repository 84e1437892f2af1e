using Coral.Index.Wire;

namespace Coral.Index.Messages;

/// <summary>Here I am.</summary>
/// <remarks>
/// 8 true when the sender no longer stands by its value for the key that was asked about; else absent.
/// </remarks>
/// <param name="Disowns">Whether the value in question points to nothing.</param>
internal readonly record struct PingResponse(bool Disowns)
{
    public int Pairs => Disowns ? 1 : 0;

    public void Write(ref CborWriter writer)
    {
        if (Disowns)
        {
            writer.UInt(8);
            writer.Bool(true);
        }
    }

    public static bool TryRead(ref MapReader map, out PingResponse response)
    {
        var disowns = false;
        while (map.TryNext(int.MaxValue, out var key))
        {
            if (key == 8)
            {
                disowns = map.Items.Bool();
            }
            else
            {
                map.Items.Skip();
            }
        }

        response = new PingResponse(disowns);
        return map.IsComplete;
    }
}
