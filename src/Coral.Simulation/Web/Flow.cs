namespace Coral.Simulation.Web;

/// <summary>
/// One direction of an exchange: chunks, in order, over the sender's line, the wide area and the receiver's line.
/// </summary>
/// <remarks>
/// Chunks in the line of a crashed host never leave it, and chunks that reach a crashed host are lost. A lost segment
/// arrives one round trip and <see cref="RetransmissionTime"/> late, and all that follow it wait, as TCP delivers in
/// order.
/// </remarks>
internal sealed class Flow(SimulatedWeb web, WebHost from, WebHost to)
{
    /// <summary>The time beyond the round trip after which a sender retransmits.</summary>
    private static readonly TimeSpan RetransmissionTime = TimeSpan.FromMilliseconds(200);

    private TimeSpan _lastArrival;

    /// <summary>True if a segment of the last chunk had to be retransmitted.</summary>
    public bool HasLost { get; private set; }

    /// <summary>Sends one chunk. Completes when the last bit has left; never, on a host that has crashed.</summary>
    /// <param name="bytes">The length of the chunk, in bytes.</param>
    /// <param name="arrived">Called when the last bit has left the receiver's line.</param>
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
