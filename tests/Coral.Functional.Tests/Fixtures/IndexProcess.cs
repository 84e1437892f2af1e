using System.Text;
using System.Text.Json;
using Coral.Core.Identity;
using Coral.Node.Admin;
using Coral.Testing;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>A node as a process of its own, on a loopback address of its own, asked through its admin API.</summary>
internal sealed class IndexProcess : IAsyncDisposable
{
    /// <summary>The command, for <c>dotnet</c> to run.</summary>
    public static readonly string Command = Path.Combine(
        new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.FullName,
        "Coral.Cli",
        new DirectoryInfo(AppContext.BaseDirectory).Name,
        "Coral.Cli.dll"
    );

    private readonly GuardedProcess _process;
    private readonly HttpClient _admin;

    private IndexProcess(GuardedProcess process, string index, Uri admin)
    {
        _process = process;
        Index = index;
        _admin = new HttpClient { BaseAddress = admin };
    }

    /// <summary>Where its index listens, as <c>--join</c> takes it.</summary>
    public string Index { get; }

    /// <summary>Starts a node and waits until it says where it listens.</summary>
    /// <param name="address">Its loopback address.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="arguments">Further arguments of <c>coral run</c>.</param>
    public static async Task<IndexProcess> StartAsync(string address, string data, params string[] arguments)
    {
        const string IndexOn = "Index on ";
        const string AdminOn = "Admin API on ";
        var process = await GuardedProcess.StartAsync(
            "KILL",
            ["dotnet", Command, "run", .. FreePorts.Arguments(address), "--data", data, .. arguments],
            // Thirty at a time: no more background compilation, and no larger a heap, than a node of a test needs.
            new Dictionary<string, string> { ["DOTNET_TieredPGO"] = "0", ["DOTNET_GCHeapHardLimit"] = "8000000" }
        );
        var index = await process.Output.FindAsync(line => line.StartsWith(IndexOn, StringComparison.Ordinal));
        var admin = await process.Output.FindAsync(line => line.StartsWith(AdminOn, StringComparison.Ordinal));
        Assert.True(index is not null && admin is not null, process.Output.Text);
        return new IndexProcess(process, index[IndexOn.Length..].Split(' ')[0], new Uri(admin[AdminOn.Length..]));
    }

    /// <summary>Waits until another node has answered it.</summary>
    public async Task JoinedAsync() =>
        Assert.NotNull(
            await _process.Output.FindAsync(line => line.Contains(" IndexJoined: ", StringComparison.Ordinal))
        );

    /// <summary>Leaves a value.</summary>
    public async Task PutAsync(string key, string value, CancellationToken cancellationToken)
    {
        using var response = await _admin.PutAsync(
            new Uri($"/index/values/{Key.Of(key)}?ttl=10m", UriKind.Relative),
            new StringContent(value),
            cancellationToken
        );
        response.EnsureSuccessStatusCode();
    }

    /// <summary>A key's values.</summary>
    public async Task<IReadOnlyList<string>> GetAsync(string key, CancellationToken cancellationToken)
    {
        var json = await _admin.GetByteArrayAsync(
            new Uri($"/index/values/{Key.Of(key)}", UriKind.Relative),
            cancellationToken
        );
        var found = JsonSerializer.Deserialize(json, AdminJson.Default.ValuesView)!;
        return [.. found.Values.Select(value => Encoding.UTF8.GetString(value.Bytes))];
    }

    /// <summary>Asks it to stop, and waits for its end.</summary>
    public async Task StopAsync()
    {
        await _process.SignalAsync("TERM");
        Assert.Equal(0, await _process.WaitForExitAsync());
    }

    /// <summary>Ends it without a word to anybody.</summary>
    public async Task KillAsync()
    {
        await _process.SignalAsync("KILL");
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _process.DisposeAsync();
    }
}
