namespace Coral.Testing;

/// <summary>Measures what the present thread allocates.</summary>
public static class Allocation
{
    private const int Attempts = 10;

    /// <summary>Bytes that a hundred runs of <paramref name="action"/> allocate, after a hundred to warm up.</summary>
    /// <remarks>
    /// The least of several attempts: a collection in between, which any other thread may cause, can count as well.
    /// </remarks>
    public static long Of(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var least = long.MaxValue;
        Run(action);
        for (var attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(action);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static void Run(Action action)
    {
        for (var i = 0; i < 100; i++)
        {
            action();
        }
    }
}
