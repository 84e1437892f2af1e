using System.Diagnostics;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Store;

public sealed class CacheKeyHashTests
{
    private const string Mark = "ghosts: ";

    [Fact]
    public void Of_SameKeyAndSeed_IsTheSame() =>
        Assert.Equal(CacheKeyHash.Of(Key("/a"), 1), CacheKeyHash.Of(Key(new string("/a")), 1));

    [Theory]
    [InlineData("/a", "/b")]
    [InlineData("/a", "/a\0")]
    [InlineData("/abc", "/abcd")]
    [InlineData("/abcdefg", "/abcdefh")]
    public void Of_AnotherKeyOrSeed_IsAnother(string one, string other)
    {
        Assert.NotEqual(CacheKeyHash.Of(Key(one), 1), CacheKeyHash.Of(Key(other), 1));
        Assert.NotEqual(CacheKeyHash.Of(Key(one), 1), CacheKeyHash.Of(Key(one), 2));
    }

    [Fact]
    public void Of_TextMovedFromTargetToOrigin_IsAnother() =>
        Assert.NotEqual(
            CacheKeyHash.Of(new CacheKey("http://x", "/ab"), 1),
            CacheKeyHash.Of(new CacheKey("http://x/a", "b"), 1)
        );

    [Fact]
    public async Task Ghosts_TwoProcesses_AreTheSame()
    {
        var outputs = await Task.WhenAll(RunAsync(), RunAsync());

        Assert.StartsWith(Mark, outputs[0], StringComparison.Ordinal);
        Assert.Equal(outputs[0], outputs[1]);
    }

    /// <summary>The part that <see cref="Ghosts_TwoProcesses_AreTheSame"/> runs in processes of their own.</summary>
    [Fact]
    public void Ghosts_OfAFixedSequence_ArePrinted()
    {
        var store = new MemoryStore(new CacheOptions { MemoryBytes = 1 << 20 }, seed: 1);
        for (var i = 0; i < 400; i++)
        {
            store.Put(Key($"/{i * 37 % 250}"), Content.Stored(5000));
        }

        var ghosts = string.Join(' ', store.Structure.Ghosts.Hashes.Select(hash => $"{hash:x16}"));
        Assert.NotEmpty(ghosts);
        TestContext.Current.TestOutputHelper!.WriteLine(Mark + ghosts);
    }

    private static async Task<string> RunAsync()
    {
        var method = $"{typeof(CacheKeyHashTests).FullName}.{nameof(Ghosts_OfAFixedSequence_ArePrinted)}";
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(CacheKeyHashTests).Assembly.Location, "-method", method, "-showLiveOutput", "-noColor"]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var line = output.Split('\n').FirstOrDefault(line => line.Contains(Mark, StringComparison.Ordinal));
        return line is null ? output : line[line.IndexOf(Mark, StringComparison.Ordinal)..];
    }

    private static CacheKey Key(string target) => new("http://www.x.com", target);
}
