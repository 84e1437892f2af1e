using Coral.Simulation.Time;

namespace Coral.Simulation.Web;

/// <summary>Delays that are exact to a tick, where <c>Task.Delay</c> drops fractions of a millisecond.</summary>
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

    /// <summary>Completes <paramref name="duration"/> from now, or earlier when cancelled.</summary>
    public static async Task PauseAsync(this VirtualClock clock, TimeSpan duration, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource();
        clock.Schedule(duration, End, done);
        using var registration = cancellationToken.Register(() => done.TrySetCanceled(cancellationToken));
        await done.Task;
    }
}
