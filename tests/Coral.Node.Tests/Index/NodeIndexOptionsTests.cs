using Coral.Node.Configuration;

namespace Coral.Node.Tests.Index;

public sealed class NodeIndexOptionsTests
{
    [Theory]
    [InlineData("--index=0.0.0.0:7400", "--index: 0.0.0.0:7400 is not a loopback address")]
    [InlineData("--index=[::]:7400", "--index: [::]:7400 is not a loopback address")]
    [InlineData("--join=192.0.2.7:7400", "--join: 192.0.2.7:7400 is not a loopback address")]
    [InlineData(
        "--join=127.0.0.1:0",
        "--join: '127.0.0.1:0' is not valid; it must be a host name or an address, and a port"
    )]
    public void Validate_BeyondThisMachineWithoutAKey_IsRefused(string flag, string problem)
    {
        var error = Assert.Throws<ConfigurationException>(() => Load([flag]));

        Assert.StartsWith(problem, Assert.Single(error.Problems));
    }

    [Theory]
    [InlineData("--index=127.0.0.2:7400", "--join=[::1]:7400")]
    [InlineData("--index=0.0.0.0:7400", "--network-key=k")]
    [InlineData("--join=192.0.2.7:7400", "--network-key=k")]
    public void Validate_OnLoopbackOrWithAKey_IsFine(params string[] flags) => Load(flags);

    [Fact]
    public void Validate_OpenBeyondThisMachine_IsFine_ButNotWithAKey()
    {
        var open = new Dictionary<string, string?> { ["CORAL__INDEX__OPEN"] = "true" };
        Load(["--index=0.0.0.0:7400"], open);

        Assert.Throws<ConfigurationException>(() => Load(["--network-key=k"], open));
    }

    private static void Load(string[] flags, Dictionary<string, string?>? variables = null) =>
        NodeConfiguration.Load(
            null,
            variables ?? [],
            flags.SelectMany(flag =>
                NodeConfiguration.Catalog.Flags.Single(f => f.Name == flag.Split('=')[0]).Settings([flag.Split('=')[1]])
            ),
            isOutputTerminal: true
        );
}
