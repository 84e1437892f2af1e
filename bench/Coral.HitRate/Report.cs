using System.Globalization;
using System.Runtime.InteropServices;
using Coral.Bench;

namespace Coral.HitRate;

/// <summary>The report, as Markdown on standard output.</summary>
internal static class Report
{
    public static void WriteHead(ZipfTrace trace, int requests)
    {
        Line($"# Hit rate of the memory store beside LRU");
        Line($"");
        Line($"{requests:N0} requests for {trace.Objects:N0} objects by Zipf's law, α = {trace.Exponent},");
        Line($"seed {trace.Seed}; sizes lognormal, median 8 KB, σ 1.5, {trace.TotalBytes >> 20:N0} MB in all.");
        Line($"The second half of the requests is counted. Rates by requests and by bytes.");
        Line($"");
        Line($"* Command: `dotnet run -c Release --project bench/Coral.HitRate > bench/results/hit-rate.md`");
        Line($"* Commit: {Provenance.Commit()}, {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC");
        Line($"* Machine: {Provenance.Processor()}, {Environment.ProcessorCount} cores");
        Line($"* System: {RuntimeInformation.OSDescription}, .NET {Environment.Version}");
    }

    public static void WriteTableHead(bool scanned)
    {
        Line($"");
        Line($"## {(scanned ? "With one pass over a million cold objects mixed in" : "Plain")}");
        Line($"");
        Line($"| store, % of all bytes | MB | LRU requests | store requests | LRU bytes | store bytes |");
        Line($"|---:|---:|---:|---:|---:|---:|");
    }

    public static void WriteRow(int percent, long capacity, Rates lru, Rates store)
    {
        FormattableString rates = $"{lru.Requests:P1} | {store.Requests:P1} | {lru.Bytes:P1} | {store.Bytes:P1}";
        Line($"| {percent} | {capacity >> 20:N0} | {FormattableString.Invariant(rates)} |");
    }

    private static void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
