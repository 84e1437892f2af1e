using System.Diagnostics;
using Coral.Bench;

namespace Coral.Clusters;

/// <summary>When and from which commit a report was begun.</summary>
/// <param name="Commit">Its short hash.</param>
/// <param name="Timestamp">As <see cref="Stopwatch.GetTimestamp"/> gives it.</param>
internal sealed record Launch(string Commit, long Timestamp)
{
    /// <summary>Here and now.</summary>
    public static Launch Now() => new(Provenance.Commit(), Stopwatch.GetTimestamp());

    /// <summary>Minutes since then.</summary>
    public double Minutes => Stopwatch.GetElapsedTime(Timestamp).TotalMinutes;
}
