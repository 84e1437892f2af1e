using Coral.Core.Identity;
using Coral.Index.Wire;

namespace Coral.Index.Messages;

/// <summary>A ping: a check that the receiver is there, and still publishes its value for a key.</summary>
/// <remarks>8 key (20 bytes, optional); 9 true when the sender asks for the receiver's health; else absent.</remarks>
/// <param name="Key">The key whose value is checked; none for a plain ping.</param>
/// <param name="AsksForHealth">True if the response is to include the node's health.</param>
internal readonly record struct PingRequest(Key? Key, bool AsksForHealth = false)
{
    public int Pairs => (Key is null ? 0 : 1) + (AsksForHealth ? 1 : 0);

    public void Write(ref CborWriter writer)
    {
        if (Key is { } key)
        {
            writer.UInt(8);
            writer.Identifier(key.Point);
        }

        if (AsksForHealth)
        {
            writer.UInt(9);
            writer.Bool(true);
        }
    }

    public static bool TryRead(ref MapReader map, out PingRequest request)
    {
        Key? asked = null;
        var asksForHealth = false;
        while (map.TryNext(int.MaxValue, out var key))
        {
            if (key == 8)
            {
                asked = new Key(map.Items.Identifier());
            }
            else if (key == 9)
            {
                asksForHealth = map.Items.Bool();
            }
            else
            {
                map.Items.Skip();
            }
        }

        request = new PingRequest(asked, asksForHealth);
        return map.IsComplete;
    }
}
