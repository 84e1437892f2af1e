using Coral.Simulation.Time;

namespace Coral.Simulation.Web;

/// <summary>Waits exact to a tick, where <c>Task.Delay</c> drops what is below a millisecond.</summary>
internal static class ClockDelays
{
    private static readonly SendOrPostCallback End = static done => ((TaskCompletionSource)done!).TrySetResult();

    /// <summary>Completes <paramref name="duration"/> from now.</summary>
    public static Task PauseAsync(this VirtualClock clock, TimeSpan duration)
    {
        var done = new TaskCompletionSource();
        clock.Schedule(duration, End, done);
        return done.Task;
    }

    /// <summary>As <see cref="PauseAsync(VirtualClock, TimeSpan)"/>, and ends early when it is cancelled.</summary>
    public static async Task PauseAsync(this VirtualClock clock, TimeSpan duration, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource();
        clock.Schedule(duration, End, done);
        using var registration = cancellationToken.Register(() => done.TrySetCanceled(cancellationToken));
        await done.Task;
    }
}
