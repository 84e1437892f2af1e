using Coral.Functional.Tests.Fixtures;
using Coral.Testing.Network;

namespace Coral.Functional.Tests;

/// <summary>A node as a process behind routers of the test's own making.</summary>
public sealed class GatewayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Run_BehindThreeRouters_LearnsThePublicOnes()
    {
        using var row = new NetworkNamespaces("198.51.1", "192.168.2", "198.51.3", "198.51.4");
        string[] options =
        [
            "--index",
            "198.51.1.1:0",
            "--peer",
            "127.0.0.1:0",
            "--dns",
            "127.0.0.1:0",
            "--join",
            "198.51.4.2:7400",
            "--data",
            _folder["data"],
        ];
        await using var node = await GuardedProcess.StartAsync(
            "KILL",
            [.. row.InFirst, "dotnet", IndexProcess.Command, "run", .. options],
            new Dictionary<string, string> { ["CORAL__LOGLEVEL"] = "debug", ["CORAL__INDEX__OPEN"] = "true" }
        );

        var line = await node.Output.FindAsync(text => text.Contains(" IndexTraced: ", StringComparison.Ordinal));

        Assert.EndsWith(
            "Public routers on the first hops towards 198.51.4.2:7400: 198.51.1.2, 198.51.3.2.",
            line,
            StringComparison.Ordinal
        );
    }
}
