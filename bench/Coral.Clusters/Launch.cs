using System.Diagnostics;
using Coral.Bench;

namespace Coral.Clusters;

/// <summary>The start of a report: its time and its commit.</summary>
/// <param name="Commit">The short hash of the commit.</param>
/// <param name="Timestamp">The start, as a <see cref="Stopwatch"/> timestamp.</param>
internal sealed record Launch(string Commit, long Timestamp)
{
    /// <summary>The launch of a report that starts now.</summary>
    public static Launch Now() => new(Provenance.Commit(), Stopwatch.GetTimestamp());

    /// <summary>Minutes since the start.</summary>
    public double Minutes => Stopwatch.GetElapsedTime(Timestamp).TotalMinutes;
}
