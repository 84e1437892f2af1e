using Coral.Core.Index;
using Coral.Index.Wire;

namespace Coral.Index.Messages;

/// <summary>The response to a ping.</summary>
/// <remarks>
/// 8 true when the sender no longer publishes its value for the key in the request; else absent. Where health was
/// requested: 9 uptime in seconds, 10 conditions, if any.
/// </remarks>
/// <param name="Disowns">True if the sender does not publish the value in question.</param>
/// <param name="Health">The sender's health, if the request asked for it.</param>
internal readonly record struct PingResponse(bool Disowns, NodeHealth? Health = null)
{
    /// <summary>A hundred years; a longer uptime is refused as malformed.</summary>
    private const ulong MaxUptimeSeconds = 3_155_760_000;

    private const ulong KnownConditions = (ulong)(
        NodeConditions.Overloaded | NodeConditions.Leaving | NodeConditions.LocalOnly
    );

    public int Pairs =>
        (Disowns ? 1 : 0) + (Health is { } health ? 1 + (health.Conditions == NodeConditions.None ? 0 : 1) : 0);

    public void Write(ref CborWriter writer)
    {
        if (Disowns)
        {
            writer.UInt(8);
            writer.Bool(true);
        }

        if (Health is not { } health)
        {
            return;
        }

        writer.UInt(9);
        writer.UInt((ulong)health.Uptime.TotalSeconds);
        if (health.Conditions != NodeConditions.None)
        {
            writer.UInt(10);
            writer.UInt((ulong)health.Conditions);
        }
    }

    public static bool TryRead(ref MapReader map, out PingResponse response)
    {
        var disowns = false;
        TimeSpan? uptime = null;
        var conditions = NodeConditions.None;
        while (map.TryNext(int.MaxValue, out var key))
        {
            switch (key)
            {
                case 8:
                    disowns = map.Items.Bool();
                    break;
                case 9:
                    uptime = TimeSpan.FromSeconds(map.Items.UInt(MaxUptimeSeconds));
                    break;
                case 10:
                    conditions = (NodeConditions)(map.Items.UInt(uint.MaxValue) & KnownConditions);
                    break;
                default:
                    map.Items.Skip();
                    break;
            }
        }

        response = new PingResponse(disowns, uptime is { } up ? new NodeHealth(conditions, up) : null);
        return map.IsComplete;
    }
}
