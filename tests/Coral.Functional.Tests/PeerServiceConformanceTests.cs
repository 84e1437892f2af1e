using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Tests.Conformance;
using Coral.Core.Index;
using Coral.Functional.Tests.Fixtures;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Microsoft.AspNetCore.Http;

namespace Coral.Functional.Tests;

/// <summary>The service of a whole node on real sockets, as it answers its peers' side.</summary>
public sealed class PeerServiceConformanceTests : PeerServiceConformance
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    protected override async Task RunAsync(Func<IServingNode, Task> test)
    {
        using var folder = new TemporaryFolder();
        NetworkKeys.Create(folder["key"], new SystemTokenSource());
        var clock = new SkippingClock();
        await using var origin = await ProgrammableOrigin.StartAsync(Site.RespondAsync, clock);
        var setup = new NodeSetup { NetworkKey = folder["key"], Clock = clock };
        await using var other = await NodeUnderTest.StartAsync(origin.EndPoint, setup);
        IPeerService? service = null;
        setup = setup with { Join = other, WrapPeerService = made => service = made };
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, setup);
        await test(new Site(service!, node, other, origin, clock))
            .WaitAsync(Limit, TestContext.Current.CancellationToken);
    }

    private sealed class Site(
        IPeerService service,
        NodeUnderTest node,
        NodeUnderTest other,
        ProgrammableOrigin origin,
        SkippingClock clock
    ) : IServingNode
    {
        private const string Target = "/a";
        private const string EntityTag = "\"v1\"";
        private static readonly TimeSpan HeaderAfter = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);
        private static readonly byte[] File = CreateFile();

        public IPeerService Service => service;

        public int Uploads { get; } = new CooperationOptions().UploadsPerObject;

        public CacheKey Key { get; } = new($"http://{NodeUnderTest.Site}", Target);

        public byte[] Content => File;

        public string Tag => EntityTag;

        public int OriginRequests => origin.Hits;

        public NodeContact Other => other.Contact;

        public static async Task RespondAsync(HttpContext context)
        {
            await Task.Delay(HeaderAfter, context.RequestAborted);
            context.Response.Headers.CacheControl = $"max-age={Lifetime.TotalSeconds:F0}";
            context.Response.Headers.ETag = EntityTag;
            context.Response.ContentLength = File.Length;
            await context.Response.Body.WriteAsync(File, context.RequestAborted);
        }

        public async Task FetchAsync()
        {
            using var response = await node.StoreAsync(Target);
            Assert.Equal(200, response.Status);
        }

        public async Task FetchElsewhereAsync()
        {
            using var response = await other.GetAsync(Target);
            Assert.Equal(File, await response.BytesAsync());
        }

        public async Task FetchUntilStaleAsync()
        {
            await FetchAsync();
            clock.Skip(Lifetime);
        }

        public async Task UntilAsync(Func<bool> condition)
        {
            var pause = TimeSpan.FromMilliseconds(5);
            for (var i = 0; i < 2_000 && !condition(); i++)
            {
                await Task.Delay(pause, TestContext.Current.CancellationToken);
            }

            Assert.True(condition());
        }

        private static byte[] CreateFile()
        {
            var file = new byte[150_000];
            new Random(3).NextBytes(file);
            return file;
        }
    }
}
