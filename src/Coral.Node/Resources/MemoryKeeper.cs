using Microsoft.Extensions.Logging;

namespace Coral.Node.Resources;

/// <summary>Gives memory back to the machine, which a node shares with its owner's other programs.</summary>
/// <remarks>
/// The runtime keeps what it once had, to be fast when it is needed again, and collects when it runs short itself. So:
/// 1. after work, when a node has been quiet for some seconds, it collects once;
/// 2. beyond its bound it collects too, though not more often than twice a minute.
/// </remarks>
public sealed partial class MemoryKeeper : IDisposable
{
    /// <summary>The time between two looks.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>Quiet looks in a row after which a node is quiet.</summary>
    internal const int QuietLooks = 2;

    /// <summary>Bytes allocated between two looks below which a node is quiet.</summary>
    internal const long QuietBytes = 8L << 20;

    /// <summary>Bytes allocated since the last collection that are worth one.</summary>
    internal const long WorthBytes = 32L << 20;

    private const int LooksBetween = 6;

    private readonly IHeap _heap;
    private readonly long _boundBytes;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private long _allocated;
    private long _sinceShrink;
    private int _quiet;
    private int _looksSince = LooksBetween;

    /// <summary>Begins to look.</summary>
    /// <param name="boundBytes">The memory of the whole process, in bytes, that it tries to stay within.</param>
    public MemoryKeeper(long boundBytes, TimeProvider clock, ILogger<MemoryKeeper> logger)
        : this(new ManagedHeap(), boundBytes, clock, logger) { }

    internal MemoryKeeper(IHeap heap, long boundBytes, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _heap = heap;
        _boundBytes = boundBytes;
        _logger = logger;
        _allocated = heap.AllocatedBytes;
        _timer = clock.CreateTimer(static self => ((MemoryKeeper)self!).Look(), this, Period, Period);
    }

    /// <summary>The bound of a process whose store and transfers take so much memory together.</summary>
    /// <remarks>See bench/memory.sh: a quarter of it for the runtime's own room, and 192 MB for the rest.</remarks>
    public static long BoundFor(long cacheBytes) => cacheBytes + (cacheBytes / 4) + (192L << 20);

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var allocated = _heap.AllocatedBytes;
        var fresh = allocated - _allocated;
        _allocated = allocated;
        _sinceShrink += fresh;
        _looksSince++;
        _quiet = fresh < QuietBytes ? _quiet + 1 : 0;
        if (_sinceShrink < WorthBytes)
        {
            return;
        }

        var isBeyond = _looksSince >= LooksBetween && _heap.ResidentBytes > _boundBytes;
        if (_quiet >= QuietLooks || isBeyond)
        {
            Shrink();
        }
    }

    private void Shrink()
    {
        var before = _heap.ResidentBytes;
        _heap.Shrink();
        _allocated = _heap.AllocatedBytes;
        (_sinceShrink, _looksSince) = (0, 0);
        Log.MemoryReturned(_logger, before >> 20, _heap.ResidentBytes >> 20);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1704,
            LogLevel.Debug,
            "Memory went from {Before} MB to {After} MB.",
            EventName = nameof(MemoryReturned)
        )]
        public static partial void MemoryReturned(ILogger logger, long before, long after);
    }
}
