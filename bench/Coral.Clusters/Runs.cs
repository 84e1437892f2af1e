namespace Coral.Clusters;

/// <summary>Does the same for many cases, a few at a time.</summary>
internal static class Runs
{
    /// <summary>Results in the order of the cases, whatever the order of their ends.</summary>
    public static T[] Of<TCase, T>(IReadOnlyList<TCase> cases, Arguments arguments, Func<TCase, T> run)
    {
        var results = new T[cases.Count];
        var done = 0;
        Parallel.For(
            0,
            cases.Count,
            new ParallelOptions { MaxDegreeOfParallelism = arguments.Parallel },
            i =>
            {
                results[i] = run(cases[i]);
                Console.Error.WriteLine($"{Interlocked.Increment(ref done)} of {cases.Count}: {cases[i]}");
            }
        );
        return results;
    }
}
