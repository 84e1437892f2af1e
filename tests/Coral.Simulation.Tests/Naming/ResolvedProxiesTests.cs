using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Simulation.Naming;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;
using Coral.Simulation.Web;

namespace Coral.Simulation.Tests.Naming;

/// <summary>The real name servers, queried as by a resolver.</summary>
public sealed class ResolvedProxiesTests
{
    private const int Nodes = 60;
    private const string Host = "origin.test";

    private readonly VirtualClock _clock = new();

    [Fact]
    public void Find_Again_SendsNoQueryWhileTheAddressesLive() =>
        Play(
            async (nodes, finder) =>
            {
                var first = await finder.FindAsync(Nodes);
                var found = _clock.Elapsed;
                var second = await finder.FindAsync(Nodes);

                Assert.InRange(found, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
                Assert.Equal((found, 3), (_clock.Elapsed, first.Count));
                Assert.Equal(first, second);
            }
        );

    [Fact]
    public void Find_OnceServersKnowTheClients_IsMuchNearerThanChance() =>
        Play(
            async (nodes, finder) =>
            {
                var clients = Enumerable.Range(Nodes, Nodes).ToList();
                var found = new IReadOnlyList<int>[Nodes];
                for (var times = 0; times < 4; times++)
                {
                    found = await Task.WhenAll(clients.Select(client => finder.FindAsync(client).AsTask()));
                    await _clock.PauseAsync(TimeSpan.FromSeconds(61));
                }

                var chosen = clients.Average(client => Distance(client, found[client - Nodes][0]));
                var average = clients.Average(client =>
                    Enumerable.Range(0, Nodes).Average(place => Distance(client, place))
                );
                Assert.True(chosen < 0.7 * average, $"{chosen} to {average} ms");

                double Distance(int client, int place) => nodes.Web.RoundTrip(client, place).TotalMilliseconds;
            }
        );

    [Fact]
    public void Find_OnceResolversHaveTriedTheirServers_IsHardlyFartherThanTheNearest() =>
        Play(
            async (nodes, finder) =>
            {
                var clients = Enumerable.Range(Nodes, Nodes).ToList();
                var found = new IReadOnlyList<int>[Nodes];
                for (var times = 0; times < 12; times++)
                {
                    found = await Task.WhenAll(clients.Select(client => finder.FindAsync(client).AsTask()));
                    await _clock.PauseAsync(TimeSpan.FromSeconds(61));
                }

                var chosen = Median(client => Distance(client, found[client - Nodes][0]));
                var nearest = Median(client => Enumerable.Range(0, Nodes).Min(place => Distance(client, place)));
                Assert.True(chosen <= 1.5 * nearest, $"{chosen} to {nearest} ms");

                double Median(Func<int, double> figure) => clients.Select(figure).Order().ElementAt(Nodes / 2);
                double Distance(int client, int place) => nodes.Web.RoundTrip(client, place).TotalMilliseconds;
            }
        );

    [Fact]
    public void Find_AfterCrashes_NamesOnlyTheLivingTenSecondsLater() =>
        Play(
            async (nodes, finder) =>
            {
                await finder.FindAsync(Nodes);
                for (var place = 10; place < Nodes; place += 2)
                {
                    nodes.Crash(place);
                }

                await _clock.PauseAsync(TimeSpan.FromMinutes(2));
                Assert.All(await finder.FindAsync(Nodes), proxy => Assert.True(nodes.Web.IsAlive(proxy)));
            }
        );

    private void Play(Func<ProxyNetwork, ResolvedProxies, Task> play) =>
        _clock.Run(async () =>
        {
            var settings = new IndexNetworkSettings
            {
                Seed = 3,
                Nodes = Nodes,
                Clients = Nodes,
                Levels = 3,
                Ports = ProxyNetwork.PortsWithDns,
            };
            using var index = new IndexNetwork(_clock, settings);
            index.Start();
            using var nodes = new ProxyNetwork(
                index,
                new WebConditions(),
                new CacheOptions(),
                new CooperationOptions()
            );
            using var servers = new NameServers(nodes, hasHints: true, Host);
            await play(nodes, new ResolvedProxies(nodes, servers, NameServers.Zone.Child(Host)));
            servers.Check(isQuiet: false);
            return true;
        });
}
