using Coral.Scenarios;

// Runs one of the scenarios' benches over many seeds and writes its report, and plots, to bench/results.
var arguments = Arguments.Read(args);
Func<Arguments, Report>? bench = arguments.Topic switch
{
    "flash-crowd" => FlashCrowdBench.Run,
    "flash-crowd-dns" => FlashCrowdDnsBench.Run,
    "hot-key" => HotKeyBench.Run,
    "hot-key-paper" => HotKeyPaperBench.Run,
    "hot-key-sweep" => HotKeySweepBench.Run,
    "large-object" => LargeObjectBench.Run,
    "lease" => LeaseBench.Run,
    "lease-deaths" => LeaseBench.RunDeaths,
    "lookups" => LookupsBench.Run,
    "near-hit" => NearHitBench.Run,
    "renewals" => RenewalsBench.Run,
    "scale" => ScaleBench.Run,
    _ => null,
};
if (bench is null)
{
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

var report = bench(arguments);
report.Save(arguments);
return report.AllHold ? 0 : 1;
