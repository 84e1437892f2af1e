using System.Text.Json;
using Coral.Functional.Tests.Fixtures;
using Coral.Testing.Network;

namespace Coral.Functional.Tests.Dns;

/// <summary>A resolver behind routers of the test's own making, and a proxy behind the same ones.</summary>
/// <remarks>
/// The row: a name server, three routers, the machine of a proxy, which is a router too, and the resolver. Server and
/// proxy come to a router from two sides, and see two addresses of it.
/// </remarks>
public sealed class RouterHintTests : IDisposable
{
    private const int Server = 0;
    private const int Proxy = 4;
    private const int Resolver = 5;
    private const string ServerAddress = "198.51.1.1";
    private const string ProxyAddress = "198.51.4.2";
    private const string ResolverAddress = "198.51.5.2";
    private const string Name = "www.x.com.coral.test";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Answer_ToAResolverBehindTheRoutersOfAProxy_NamesThatProxyByItsHint()
    {
        using var row = new NetworkNamespaces([.. Enumerable.Range(1, Resolver).Select(i => $"198.51.{i}")]);
        row.AllowEcho();
        await using var server = await StartAsync(row, Server, ServerAddress);
        await FindAsync(server, " Started: ");
        await using var proxy = await StartAsync(row, Proxy, ProxyAddress, "--join", $"{ServerAddress}:7400");
        var traced = await FindAsync(proxy, " IndexTraced: ");
        Assert.EndsWith(": 198.51.4.1, 198.51.3.1, 198.51.2.1.", traced, StringComparison.Ordinal);
        Until(
            () => Coral(row, "index get 'routers 198.51.4.0/24'"),
            found => found.GetProperty("values").GetArrayLength() > 0
        );

        var cookie = Line(Dig(row), "; COOKIE: ").Split(' ')[2];
        Dig(row, $"+cookie={cookie}");
        var seen = Until(() => Coral(row, $"dig {Name} --resolver {ResolverAddress}"), IsHinted);
        Assert.Equal("probe", seen.GetProperty("known").GetProperty("source").GetString());
        Assert.Contains(
            seen.GetProperty("candidates").EnumerateArray(),
            candidate =>
                candidate.GetProperty("address").GetString() == $"{ProxyAddress}:7400"
                && candidate.GetProperty("level").ValueKind == JsonValueKind.Null
        );

        // Which comes first depends on the round trip that the server has measured, and so on how busy this machine is.
        Assert.Equal([ServerAddress, ProxyAddress], Addresses(Dig(row)).Order(StringComparer.Ordinal));
    }

    private static bool IsHinted(JsonElement seen) =>
        seen.GetProperty("known").GetProperty("hints") is { ValueKind: JsonValueKind.Number } hints
        && hints.GetInt32() == 1;

    /// <summary>Asks again and again; the test's time limit ends it.</summary>
    private static JsonElement Until(Func<JsonElement> ask, Func<JsonElement, bool> isSuch)
    {
        while (true)
        {
            var answer = ask();
            if (isSuch(answer))
            {
                return answer;
            }

            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static string Line(string text, string start) =>
        text.Split('\n').First(line => line.StartsWith(start, StringComparison.Ordinal));

    private static IEnumerable<string> Addresses(string text) =>
        text.Split('\n')
            .Where(line => line.StartsWith($"{Name}.", StringComparison.Ordinal))
            .Select(line => line.Split('\t')[^1]);

    private static string Dig(NetworkNamespaces row, params string[] options) =>
        row.Execute(Resolver, ["dig", "+tries=1", "+time=10", .. options, $"@{ServerAddress}", Name, "A"]);

    private static JsonElement Coral(NetworkNamespaces row, string command) =>
        JsonElement.Parse(row.Execute(Server, "sh", "-c", $"dotnet {IndexProcess.Command} {command} --json || true"));

    private static async Task<string> FindAsync(GuardedProcess node, string what)
    {
        var line = await node.Output.FindAsync(text => text.Contains(what, StringComparison.Ordinal));
        Assert.True(line is not null, node.Output.Text);
        return line;
    }

    private Task<GuardedProcess> StartAsync(NetworkNamespaces row, int place, string address, params string[] more)
    {
        string[] options =
        [
            "--zone",
            "coral.test",
            "--http",
            $"{address}:8080",
            "--peer",
            $"{address}:7443",
            "--index",
            $"{address}:7400",
            "--dns",
            $"{address}:53",
            "--data",
            _folder[$"data-{place}"],
        ];
        return GuardedProcess.StartAsync(
            "KILL",
            [.. row.In(place), "dotnet", IndexProcess.Command, "run", .. options, .. more],
            new Dictionary<string, string>
            {
                ["CORAL__LOGLEVEL"] = "debug",
                ["CORAL__INDEX__OPEN"] = "true",
                ["CORAL__DNS__PROBE"] = "true",
                ["CORAL__DNS__TRUNCATEUNKNOWN"] = "false",
            }
        );
    }
}
