using System.IO.Pipelines;
using Coral.Proxy.Hosting;

namespace Coral.Proxy.Pipeline;

/// <summary>Cuts off responses whose clients leave no window for them, over HTTP/2.</summary>
/// <remarks>
/// Nothing waits on the connection then, so that the kernel sees no slow reader; and the server's own limit does not
/// count that time (measured with .NET 10.0). A piece is the least that is counted: <see cref="MaxPiece"/>. Costs
/// nothing while a write completes at once.
/// </remarks>
internal sealed class WritePatience(long minBytesPerSecond, TimeSpan grace, TimeProvider clock)
{
    /// <summary>The longest piece that is written at once: a frame.</summary>
    public const int MaxPiece = 16 * 1024;

    /// <summary>The limit of the options; <see langword="null"/> when they turn it off.</summary>
    /// <param name="minBytesPerSecond">The slowest rate; 0 turns the limit off.</param>
    /// <param name="grace">The time that any piece may take, however short.</param>
    public static WritePatience? Of(long minBytesPerSecond, TimeSpan grace, TimeProvider clock) =>
        minBytesPerSecond == 0 ? null : new WritePatience(minBytesPerSecond, grace, clock);

    /// <summary>
    /// The time that a piece of <paramref name="bytes"/> may take: no more graces than a connection may stand still.
    /// </summary>
    public TimeSpan LimitFor(int bytes) =>
        grace
        + TimeSpan.FromSeconds(
            Math.Min((double)bytes / minBytesPerSecond, (ReadingPace.MostGraces - 1) * grace.TotalSeconds)
        );

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
