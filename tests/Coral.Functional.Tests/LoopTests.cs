using System.Net;
using Coral.Functional.Tests.Fixtures;
using Coral.Node.Hosting;
using Coral.Node.Identity;

namespace Coral.Functional.Tests;

/// <summary>A request that would run in a cycle ends at once, with 508 and an explanation.</summary>
public sealed class LoopTests(NginxOrigin nginx)
{
    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatIsTheNodeItself_Is508()
    {
        var port = FreePort.Next();
        await using var pinned = await NodeUnderTest.StartAsync(
            nginx.EndPoint,
            new NodeSetup { Port = port, Pins = { ["circle.test"] = new IPEndPoint(IPAddress.Loopback, port) } }
        );

        using var response = await pinned.Client.GetAsync(
            pinned.Url("/", "circle.test"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(508, response.Status);
        Assert.Contains("circle.test", await response.TextAsync());
        Assert.StartsWith("coral", response.CacheStatus);
    }

    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatResolvesToTheNodeItself_Is508()
    {
        await using var node = await NodeUnderTest.StartAsync(
            nginx.EndPoint,
            new NodeSetup { Resolver = new TableResolver { ["circle.test"] = "127.0.0.1" } }
        );

        using var response = await node.Client.GetAsync(
            node.Url("/", $"circle.test.{node.Http.Port}"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(508, response.Status);
    }

    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatIsAnotherNode_Is508AfterOneRound()
    {
        await using var origin = await ProgrammableOrigin.StartAsync("never asked", "max-age=60");
        await using var far = await NodeUnderTest.StartAsync(origin.EndPoint, new NodeSetup { Zones = ["far.test"] });
        await using var near = await NodeUnderTest.StartAsync(
            nginx.EndPoint,
            new NodeSetup { Pins = { ["www.example.com.far.test"] = far.Http } }
        );

        // The site's name leads to another node, as when a publisher's DNS points at Coral by mistake.
        using var response = await near.Client.GetAsync(
            near.Url("/", "www.example.com.far.test"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(508, response.Status);
        Assert.Equal(0, origin.Hits);
    }

    [Fact(Timeout = 30_000)]
    public async Task Request_ThatCarriesWhatWeSendToOrigins_Is508()
    {
        await using var origin = await ProgrammableOrigin.StartAsync("text", "max-age=60");
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);
        using var first = await node.GetAsync("/");
        await first.BytesAsync();
        var loop = Assert.Single(origin.Requests)["CDN-Loop"]!;

        using var back = await node.GetAsync("/", request => request.Headers.TryAddWithoutValidation("CDN-Loop", loop));
        using var behindAnother = await node.GetAsync(
            "/other",
            request => request.Headers.TryAddWithoutValidation("CDN-Loop", $"other-cdn; x=1, {loop}")
        );
        using var other = await node.GetAsync(
            "/other",
            request => request.Headers.TryAddWithoutValidation("CDN-Loop", "other-cdn; x=1")
        );

        Assert.Equal([508, 508, 200], [back.Status, behindAnother.Status, other.Status]);
        Assert.Equal(2, origin.Hits);
    }

    [Fact]
    public async Task Request_ThatANodeOfTheSameNetworkSent_IsALoopForAllOfThem()
    {
        using var folder = new TemporaryFolder();
        var keys = NetworkKeys.Create(folder["key"], new SystemTokenSource());
        await using var origin = await ProgrammableOrigin.StartAsync("text", "max-age=60");
        await using var one = await NodeUnderTest.StartAsync(
            origin.EndPoint,
            new NodeSetup { NetworkKey = folder["key"] }
        );
        await using var other = await NodeUnderTest.StartAsync(
            origin.EndPoint,
            new NodeSetup { NetworkKey = folder["key"] }
        );
        using var first = await one.GetAsync("/");
        await first.BytesAsync();
        var loop = Assert.Single(origin.Requests)["CDN-Loop"]!;

        using var back = await other.GetAsync(
            "/",
            request => request.Headers.TryAddWithoutValidation("CDN-Loop", loop)
        );

        Assert.Contains($"net=\"{keys.NetworkId}\"", loop);
        Assert.Equal(508, back.Status);
    }
}
