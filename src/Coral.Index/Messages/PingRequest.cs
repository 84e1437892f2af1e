using Coral.Core.Identity;
using Coral.Index.Wire;

namespace Coral.Index.Messages;

/// <summary>Are you there, and do you stand by your value for this key?</summary>
/// <remarks>8 key (20 bytes, optional).</remarks>
/// <param name="Key">The key in question, or none.</param>
internal readonly record struct PingRequest(Key? Key)
{
    public int Pairs => Key is null ? 0 : 1;

    public void Write(ref CborWriter writer)
    {
        if (Key is { } key)
        {
            writer.UInt(8);
            writer.Identifier(key.Point);
        }
    }

    public static bool TryRead(ref MapReader map, out PingRequest request)
    {
        Key? asked = null;
        while (map.TryNext(int.MaxValue, out var key))
        {
            if (key == 8)
            {
                asked = new Key(map.Items.Identifier());
            }
            else
            {
                map.Items.Skip();
            }
        }

        request = new PingRequest(asked);
        return map.IsComplete;
    }
}
