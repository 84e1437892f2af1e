namespace Coral.Proxy.Tests.Fixtures;

/// <summary>
/// A wall clock that stands still, over real timers, so that ages are known and time limits still run.
/// </summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
