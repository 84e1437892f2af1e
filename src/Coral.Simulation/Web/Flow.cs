namespace Coral.Simulation.Web;

/// <summary>One direction of an exchange: chunks, in order, up one line, over the wide area and down another.</summary>
/// <remarks>
/// What a crashed host has in its line does not leave it, and what reaches a crashed host is gone. A lost segment comes
/// one round trip and <see cref="RetransmissionTime"/> late, and all that follows it waits, as TCP delivers in order.
/// </remarks>
internal sealed class Flow(SimulatedWeb web, WebHost from, WebHost to)
{
    /// <summary>The time a sender waits beyond the round trip before it sends again.</summary>
    private static readonly TimeSpan RetransmissionTime = TimeSpan.FromMilliseconds(200);

    private TimeSpan _lastArrival;

    /// <summary>True if a segment of the last chunk was lost at first.</summary>
    public bool HasLost { get; private set; }

    /// <summary>Sends one chunk. Completes when its last bit has left: never, on a host that has crashed.</summary>
    /// <param name="bytes">Its length.</param>
    /// <param name="arrived">Called when the last bit has come down the other line.</param>
    public async Task SendAsync(int bytes, Action arrived)
    {
        await web.Clock.PauseAsync(from.Up.Take(bytes));
        if (!from.IsAlive)
        {
            await new TaskCompletionSource().Task;
        }

        var losses = web.DrawLosses(bytes);
        HasLost = losses > 0;
        var roundTrip = web.RoundTrip(from, to);
        var now = web.Clock.Elapsed;
        var arrival = now + (roundTrip / 2) + (losses * (roundTrip + RetransmissionTime));
        _lastArrival = arrival > _lastArrival ? arrival : _lastArrival;
        web.Clock.Schedule(_lastArrival - now, _ => Arrive(bytes, arrived), null);
    }

    private void Arrive(int bytes, Action arrived)
    {
        if (to.IsAlive)
        {
            web.Clock.Schedule(to.Down.Take(bytes), _ => Deliver(arrived), null);
        }
    }

    private void Deliver(Action arrived)
    {
        if (to.IsAlive)
        {
            arrived();
        }
    }
}
