using System.IO.Pipelines;

namespace Coral.Proxy.Pipeline;

/// <summary>Cuts off clients that do not read.</summary>
/// <remarks>
/// The server has such a limit itself, but on HTTP/2 it does not count the time in which a reader leaves no window for
/// a stream (measured with .NET 10.0). Costs nothing while a write completes at once.
/// </remarks>
internal sealed class WritePatience(long minBytesPerSecond, TimeSpan grace, TimeProvider clock)
{
    /// <summary>The limit of the options; <see langword="null"/> when they turn it off.</summary>
    /// <param name="minBytesPerSecond">The slowest rate; 0 turns the limit off.</param>
    /// <param name="grace">The time that any piece may take, however short.</param>
    public static WritePatience? Of(long minBytesPerSecond, TimeSpan grace, TimeProvider clock) =>
        minBytesPerSecond == 0 ? null : new WritePatience(minBytesPerSecond, grace, clock);

    /// <summary>The time that a piece of <paramref name="bytes"/> may take.</summary>
    public TimeSpan LimitFor(int bytes) => grace + TimeSpan.FromSeconds((double)bytes / minBytesPerSecond);

    /// <summary>Waits until a piece has gone, or aborts the response.</summary>
    public async ValueTask<FlushResult> WaitAsync(RequestContext context, ValueTask<FlushResult> writing, int bytes)
    {
        var flushing = writing.AsTask();
        try
        {
            return await flushing.WaitAsync(LimitFor(bytes), clock);
        }
        catch (TimeoutException)
        {
            context.Abort();
            context.Body.Writer.CancelPendingFlush();
            return await flushing;
        }
    }
}
