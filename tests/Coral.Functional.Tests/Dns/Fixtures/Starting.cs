using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests.Dns.Fixtures;

internal static class Starting
{
    /// <summary>Waits for what a program says once it serves.</summary>
    public static async Task ReachesAsync(this GuardedProcess process, string words)
    {
        var said = await process.Output.FindAsync(line => line.Contains(words, StringComparison.Ordinal));
        Assert.True(said is not null, $"It did not start:\n{process.Output.Text}");
    }
}
