namespace Coral.Simulation.Time;

/// <summary>
/// The synchronisation context of simulated code, which posts every continuation to the queue of the
/// <see cref="VirtualClock"/>.
/// </summary>
internal sealed class VirtualSynchronizationContext(VirtualClock clock) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => clock.Schedule(TimeSpan.Zero, d, state);

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Simulated code never blocks on its own context.");

    public override SynchronizationContext CreateCopy() => this;
}
