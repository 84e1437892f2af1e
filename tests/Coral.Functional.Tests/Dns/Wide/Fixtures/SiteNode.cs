using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Coral.Functional.Tests.Fixtures;
using Coral.Testing.Network;

namespace Coral.Functional.Tests.Dns.Wide.Fixtures;

/// <summary>A whole node as a process, at an address of a site, with the ports of an operator.</summary>
internal sealed class SiteNode : IAsyncDisposable
{
    private const int IndexPort = 7400;
    private readonly GuardedProcess _process;
    private readonly HttpClient _admin;
    private readonly Lazy<Task> _end;

    private SiteNode(GuardedProcess process, IPAddress address, HttpClient admin)
    {
        _process = process;
        _admin = admin;
        _end = new Lazy<Task>(EndAsync);
        Address = address;
    }

    public IPAddress Address { get; }

    /// <summary>Starts one, and waits until it says where it listens.</summary>
    /// <param name="site">Where it is.</param>
    /// <param name="address">One of the site's addresses, its alone.</param>
    /// <param name="configuration">The file that all nodes have.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="join">A node of the network; without one it is the first.</param>
    public static async Task<SiteNode> StartAsync(
        RelayedSite site,
        IPAddress address,
        string configuration,
        string data,
        IPAddress? join
    )
    {
        const string AdminOn = "Admin API on ";
        string[] joining = join is null ? [] : ["--join", $"{join}:{IndexPort}"];
        var process = await GuardedProcess.StartAsync(
            "KILL",
            [
                .. site.Network.Entering,
                "dotnet",
                IndexProcess.Command,
                "run",
                "--config",
                configuration,
                "--http",
                $"{address}:80",
                "--dns",
                $"{address}:53",
                "--index",
                $"{address}:{IndexPort}",
                "--peer",
                $"{address}:7443",
                "--admin",
                "127.0.0.1:0",
                "--data",
                data,
                .. joining,
            ],
            new Dictionary<string, string> { ["DOTNET_TieredPGO"] = "0", ["DOTNET_GCHeapHardLimit"] = "8000000" }
        );
        var admin = await process.Output.FindAsync(line => line.StartsWith(AdminOn, StringComparison.Ordinal));
        Assert.True(admin is not null, process.Output.Text);
        var url = new Uri(admin[AdminOn.Length..]);
        var client = SiteHttp.Create(site.Network, IPEndPoint.Parse(url.Authority));
        client.BaseAddress = url;
        return new SiteNode(process, address, client);
    }

    /// <summary>Waits until another node has answered it.</summary>
    public async Task JoinedAsync() =>
        Assert.NotNull(
            await _process.Output.FindAsync(line => line.Contains(" IndexJoined: ", StringComparison.Ordinal))
        );

    /// <summary>Asks its admin API.</summary>
    public async Task<T> AskAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        (await _admin.GetFromJsonAsync(new Uri(path, UriKind.Relative), type, cancellationToken))!;

    /// <summary>Ends it without a word to anybody; once, whoever says so.</summary>
    public Task KillAsync() => _end.Value;

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _process.DisposeAsync();
    }

    private async Task EndAsync()
    {
        await _process.SignalAsync("KILL");
        await _process.WaitForExitAsync();
    }
}
