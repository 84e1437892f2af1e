using Coral.HitRate;

// Prints the report that is kept as bench/results/hit-rate.md.
var trace = new ZipfTrace(seed: 1, objects: 200_000, exponent: 0.9);
const int Requests = 2_000_000;

Report.WriteHead(trace, Requests);
foreach (var scanned in (bool[])[false, true])
{
    Report.WriteTableHead(scanned);
    foreach (var percent in (int[])[1, 2, 5, 10, 20])
    {
        var capacity = trace.TotalBytes * percent / 100;
        var lru = Replay.Run(new LruCache(capacity), trace, Requests, scanned);
        var ours = Replay.Run(new StoreCache(capacity), trace, Requests, scanned);
        Report.WriteRow(percent, capacity, lru, ours);
    }
}
