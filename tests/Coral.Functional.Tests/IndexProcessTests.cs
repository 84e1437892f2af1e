using System.Diagnostics;
using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests;

/// <summary>Nodes as processes, each on a loopback address of its own, make one index.</summary>
public sealed class IndexProcessTests : IAsyncDisposable
{
    private const int Guard = 300_000;
    private readonly List<IndexProcess> _nodes = [];
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Guard)]
    public async Task Three_FromOneJoin_FindEachOther_AndOneRestartedFindsThemByItself()
    {
        await StartAsync(count: 3);
        await UntilAllFindAsync("before");

        await _nodes[2].StopAsync();
        await _nodes[2].DisposeAsync();
        _nodes[2] = await IndexProcess.StartAsync("127.0.1.3", _folder["data2"]);
        await _nodes[2].JoinedAsync();

        await UntilAllFindAsync("after");
    }

    [Fact(Timeout = Guard)]
    public async Task Thirty_FromOneJoin_FindEachOther_AndAgainWhenAThirdIsKilled()
    {
        await StartAsync(count: 30);
        await UntilAllFindAsync("before");
        // The first, through which all others came, is among the killed.
        var killed = _nodes.Where((_, place) => place % 3 == 0).ToList();
        _nodes.RemoveAll(killed.Contains);
        await Task.WhenAll(killed.Select(node => node.KillAsync()));
        foreach (var node in killed)
        {
            await node.DisposeAsync();
        }

        await UntilAllFindAsync("after");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartAsync(int count)
    {
        var first = await IndexProcess.StartAsync("127.0.1.1", _folder["data0"]);
        _nodes.Add(first);
        var others = new IndexProcess[count - 1];
        await Parallel.ForAsync(
            0,
            others.Length,
            new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Token },
            async (place, _) =>
                others[place] = await IndexProcess.StartAsync(
                    $"127.0.1.{place + 2}",
                    _folder[$"data{place + 1}"],
                    "--join",
                    first.Index
                )
        );
        _nodes.AddRange(others);
        await Task.WhenAll(others.Select(node => node.JoinedAsync()));
    }

    /// <summary>Looks again until every value that a node leaves is found by another.</summary>
    /// <remarks>Within 10 s is the promise, on a machine that has the time; three times that is the limit.</remarks>
    private async Task UntilAllFindAsync(string name)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var started = Stopwatch.StartNew();
        var found = new List<int>();
        do
        {
            found.Add(await FindingAsync($"{name}, round {found.Count}", limit.Token));
        } while (found[^1] < _nodes.Count);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{name}: all after {started.Elapsed.TotalSeconds:F1} s, round by round {string.Join(", ", found)}"
        );
    }

    /// <summary>Each node leaves a value under a new key, and two others look for it.</summary>
    /// <returns>How many of them were found by both.</returns>
    private async Task<int> FindingAsync(string round, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(
            _nodes.Select(
                async (node, place) =>
                {
                    var (key, value) = ($"{round}: key {place}", $"value {place}");
                    await node.PutAsync(key, value, cancellationToken);
                    var next = await _nodes[(place + 1) % _nodes.Count].GetAsync(key, cancellationToken);
                    var far = await _nodes[(place + (_nodes.Count / 2)) % _nodes.Count]
                        .GetAsync(key, cancellationToken);
                    return next.Contains(value) && far.Contains(value);
                }
            )
        );
        return found.Count(isThere => isThere);
    }
}
