namespace Coral.Caching.Tests.Rules;

/// <summary>Measures what the present thread allocates.</summary>
internal static class Allocation
{
    /// <summary>Bytes that a hundred runs of <paramref name="action"/> allocate, after ten to warm up.</summary>
    public static long Of(Action action)
    {
        for (var i = 0; i < 10; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
