using Coral.Node.Configuration;

namespace Coral.Node.Tests.Configuration;

public sealed class EnvironmentSettingsTests
{
    [Theory]
    [InlineData("CORAL_PORT")]
    [InlineData("CORAL_SERVICE_HOST")]
    [InlineData("CORAL_PORT_8080_TCP_ADDR")]
    [InlineData("CORAL")]
    [InlineData("XCORAL__HTTP")]
    [InlineData("PATH")]
    public void Read_WhatOthersSet_IsNotOurs(string name) =>
        Assert.Empty(EnvironmentSettings.Read(new Dictionary<string, string?> { [name] = "tcp://10.0.0.1:80" }));

    [Fact]
    public void Read_Ours_BecomeKeysOrderedByName()
    {
        var settings = EnvironmentSettings.Read(
            new Dictionary<string, string?>
            {
                ["CORAL__SITES__0__HOST"] = "www.x.com",
                ["CORAL__HTTP"] = "127.0.0.1:1",
                ["HOME"] = "/root",
            }
        );

        Assert.Equal(["CORAL:HTTP", "CORAL:SITES:0:HOST"], settings.Select(setting => setting.Key));
        Assert.Equal(["CORAL__HTTP", "CORAL__SITES__0__HOST"], settings.Select(setting => setting.WrittenAs));
    }

    [Fact]
    public void VariableFor_AnyOptionOfTheNode_ReadsBackAsThatOption() =>
        Assert.All(
            NodeConfiguration.Catalog.Definitions,
            definition =>
            {
                var name = definition.Variable.Replace("__N__", "__0__", StringComparison.Ordinal);
                var setting = Assert.Single(EnvironmentSettings.Read(new Dictionary<string, string?> { [name] = "x" }));
                Assert.Same(definition, NodeConfiguration.Catalog.Find(setting.Key));
            }
        );
}
