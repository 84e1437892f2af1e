namespace Coral.Scenarios;

/// <summary>Runs one scenario for many seeds, a few at a time.</summary>
internal static class Seeds
{
    /// <summary>Runs the seeds, and returns the results in the order of seeds, not of completion.</summary>
    public static T[] Run<T>(int count, Arguments arguments, Func<int, T> run)
    {
        var results = new T[count];
        var done = 0;
        Parallel.For(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = arguments.Parallel },
            i =>
            {
                results[i] = run(i + 1);
                Console.Error.WriteLine($"{Interlocked.Increment(ref done)} of {count}: seed {i + 1}: {results[i]}");
            }
        );
        return results;
    }
}
