namespace Coral.HitRate;

/// <summary>Plays a trace to a cache. The first half warms it; the second is counted.</summary>
internal static class Replay
{
    public static Rates Run(ICache cache, ZipfTrace trace, int requests, bool scanned)
    {
        var random = new Random(trace.Seed + 1);
        long hits = 0;
        long hitBytes = 0;
        long bytes = 0;
        for (var i = 0; i < requests; i++)
        {
            var id = trace.Next(random);
            var size = trace.SizeOf(id);
            var hit = cache.Request(id, size);
            if (i < requests / 2)
            {
                continue;
            }

            bytes += size;
            if (hit)
            {
                hits++;
                hitBytes += size;
            }

            // One pass over objects that are requested once, one for every request of the trace.
            if (scanned)
            {
                cache.Request(trace.Objects + i, trace.SizeOf(i));
            }
        }

        return new Rates((double)hits / (requests - (requests / 2)), (double)hitBytes / bytes);
    }
}
