using Coral.Caching.Peers;
using Coral.Caching.Tests.Conformance;
using Coral.Core.Index;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Peers;

/// <summary>The real network, over HTTP/2 and loopback.</summary>
public sealed class PeerClientConformanceTests : PeerNetworkConformance
{
    protected override async Task RunAsync(Func<IPeerPair, Task> test)
    {
        await using var requester = await PeerUnderTest.StartAsync(id: 1);
        await using var server = await PeerUnderTest.StartAsync(id: 2);
        await test(new Pair(requester, server))
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private sealed class Pair(PeerUnderTest requester, PeerUnderTest server) : IPeerPair
    {
        public IPeerNetwork Requester => requester.Client;

        public NodeContact RequesterContact { get; } = requester.Contact;

        public NodeContact Server { get; } = server.Contact;

        public void Serve(IPeerService service)
        {
            server.Service.Script = service.RespondAsync;
            server.Service.Following = service.SourceOf;
        }

        public Task KillServerAsync() => server.Server.DisposeAsync().AsTask();

        public async Task UntilAsync(Func<bool> condition)
        {
            var pause = TimeSpan.FromMilliseconds(5);
            for (var i = 0; i < 2_000 && !condition(); i++)
            {
                await Task.Delay(pause, TestContext.Current.CancellationToken);
            }

            Assert.True(condition());
        }
    }
}
