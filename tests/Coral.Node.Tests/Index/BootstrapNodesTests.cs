using System.Net;
using Coral.Core.Network;
using Coral.Node.Configuration;
using Coral.Node.Index;
using Coral.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Node.Tests.Index;

public sealed class BootstrapNodesTests
{
    private static readonly NodeAddress Self = NodeAddress.From(IPEndPoint.Parse("192.0.2.9:7400"));

    [Theory]
    [InlineData("192.0.2.1:7400", "192.0.2.1:7400")]
    [InlineData("[2001:db8::1]:7400", "[2001:db8::1]:7400")]
    [InlineData("a.test:7400", "a.test:7400 (192.0.2.5)")]
    [InlineData("192.0.2.1:1,192.0.2.2:2", "192.0.2.1:1 and 192.0.2.2:2")]
    [InlineData("192.0.2.1:1,192.0.2.2:2,192.0.2.3:3", "192.0.2.1:1, 192.0.2.2:2 and 192.0.2.3:3")]
    [InlineData("192.0.2.9:7400,192.0.2.1:7400", "192.0.2.1:7400")]
    [InlineData(
        "192.0.2.1:1,192.0.2.1:2,192.0.2.1:3,192.0.2.1:4,192.0.2.1:5",
        "192.0.2.1:1, 192.0.2.1:2, 192.0.2.1:3, 192.0.2.1:4 and 1 other node"
    )]
    public async Task ReadAsync_Places_AreNamedAsTheOperatorKnowsThem(string join, string description)
    {
        var found = await ReadAsync(join, isOpen: true, [IPAddress.Parse("192.0.2.5")]);

        Assert.Equal(description, found.Description);
        Assert.False(found.IsEmpty);
        Assert.DoesNotContain(Self, found.Nodes);
    }

    [Fact]
    public async Task ReadAsync_NameThatDoesNotResolve_IsNamedAndNotGivenUp()
    {
        var found = await ReadAsync("a.test:7400", isOpen: true);

        Assert.Empty(found.Nodes);
        Assert.Equal("a.test:7400 (which does not resolve)", found.Description);
        Assert.False(found.IsEmpty);
    }

    /// <summary>A network without a key stays on this machine, whatever a name resolves to.</summary>
    [Fact]
    public async Task ReadAsync_NameOfAnotherMachineWithoutAKey_IsNotUsed()
    {
        var found = await ReadAsync("a.test:7400", isOpen: false, [IPAddress.Parse("192.0.2.5")]);

        Assert.Empty(found.Nodes);
        Assert.Equal("a.test:7400 (192.0.2.5, beyond this machine: give --network-key)", found.Description);
    }

    [Fact]
    public async Task ReadAsync_OnlyThisNode_IsEmpty() =>
        Assert.True((await ReadAsync("192.0.2.9:7400", isOpen: true)).IsEmpty);

    [Fact]
    public async Task ReadAsync_Again_ResolvesAgain()
    {
        var resolver = new SequenceResolver([IPAddress.Parse("192.0.2.5")], [IPAddress.Parse("192.0.2.6")]);
        var nodes = Make("a.test:7400", isOpen: true, resolver);

        await nodes.ReadAsync(Self, TestContext.Current.CancellationToken);
        var again = await nodes.ReadAsync(Self, TestContext.Current.CancellationToken);

        Assert.Equal("192.0.2.6:7400", Assert.Single(again.Nodes).ToString());
    }

    private static Task<Bootstrap> ReadAsync(string join, bool isOpen, params IPAddress[] answer) =>
        Make(join, isOpen, new SequenceResolver(answer)).ReadAsync(Self, TestContext.Current.CancellationToken);

    private static BootstrapNodes Make(string join, bool isOpen, SequenceResolver resolver) =>
        new(
            new NodeIndexOptions
            {
                Join = [.. join.Split(',').Select(text => HostPort.Parse(text, null))],
                Open = isOpen,
            },
            new ContactStore(null, NullLogger<ContactStore>.Instance),
            resolver,
            new ManualTimeProvider()
        );
}
