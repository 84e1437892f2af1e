using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Coral.Lab.Naming;
using Coral.Lab.Network;
using Coral.Lab.Tests.Fixtures;
using Coral.Node.Admin;
using Coral.Node.Configuration;
using Coral.Node.Health;
using Coral.Proxy;
using Coral.Transport.WideArea;

namespace Coral.Lab.Tests.Naming;

/// <summary>What a node says against being sent clients, and what another node's DNS makes of it.</summary>
/// <remarks>Two nodes in one network: the first is asked, the second is talked about.</remarks>
public sealed class NodeConditionTests
{
    private const int Most = 10;
    private static readonly TimeProvider Clock = TimeProvider.System;

    private static readonly RegionMap Map = RegionMap.Parse(
        """
        here   here  2ms  1Gbit
        origin here  100Mbit
        """
    );

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Answer_WhileAProxyIsNearlyFull_NamesOthers()
    {
        await using var lab = await StartAsync(node =>
            node.With(node.Get<ProxyOptions>() with { MaxConnections = Most })
        );
        var (server, full) = (lab.Nodes[0], lab.Nodes[1]);
        await using var client = new NameCrowd(lab, [server], [IPAddress.Loopback], Clock);
        await client.UntilAsync(log => Names(log, full), Token);

        var connections = await ConnectAsync(full, Most * 8 / 10);
        await client.UntilAsync(log => log.Last is { Proxies.Count: > 0 } && !Names(log, full), Token);
        var (answer, outcome) = await ExplainAsync(server, full, IPAddress.Loopback);
        Assert.Equal("overloaded", outcome);
        Assert.Equal([$"{server.Address}"], answer);

        connections[..3].ForEach(connection => connection.Dispose());
        await client.UntilAsync(log => Names(log, full), Token);
        connections.ForEach(connection => connection.Dispose());
    }

    [Fact(Timeout = 120_000)]
    public async Task Answer_AProxyForItsOwnNetworkOnly_IsNamedThereAlone()
    {
        await using var lab = await StartAsync(node => node.With(new AvailabilityOptions { LocalOnly = true }));
        var (server, local) = (lab.Nodes[0], lab.Nodes[1]);
        var bytes = local.Address.GetAddressBytes();
        bytes[3] = 200;
        var neighbour = new IPAddress(bytes);
        await using (var inside = new NameCrowd(lab, [server], [neighbour], Clock))
        {
            await inside.UntilAsync(log => Names(log, local), Token);
        }

        var outside = new NameClient(lab, IPAddress.Loopback, Clock);
        var answer = await outside.QueryAsync(server, "www.x.com", Token);
        Assert.Equal([server], answer!.Proxies.Select(proxy => proxy.Node));
        Assert.Equal("localOnly", (await ExplainAsync(server, local, IPAddress.Loopback)).Outcome);
        Assert.Equal("chosen", (await ExplainAsync(server, local, neighbour)).Outcome);
    }

    /// <summary>Starts two nodes, the second with other settings.</summary>
    private static Task<LabNetwork> StartAsync(Func<NodeSettings, NodeSettings> second) =>
        TestLab.StartAsync(
            new LabOptions
            {
                Nodes = 2,
                Map = Map,
                HasDns = true,
                HasAdmin = true,
                Settings = (number, settings) => number == 1 ? second(settings) : settings,
            }
        );

    private static async Task<List<TcpClient>> ConnectAsync(LabNode node, int connections)
    {
        var clients = new List<TcpClient>();
        for (var i = 0; i < connections; i++)
        {
            clients.Add(new TcpClient());
            await clients[i].ConnectAsync(node.Http, Token);
        }

        return clients;
    }

    private static bool Names(NameLog log, LabNode node) =>
        log.Last is { } answer && answer.Proxies.Any(proxy => proxy.Node == node);

    private static async Task<(IReadOnlyList<string> Answer, string Outcome)> ExplainAsync(
        LabNode server,
        LabNode about,
        IPAddress resolver
    )
    {
        using var client = new HttpClient();
        var explanation = await client.GetFromJsonAsync(
            new Uri($"http://{server.Admin}/dns/explain?name=www.x.com.{server.Zone}&resolver={resolver}"),
            AdminJson.Default.ExplanationView,
            Token
        );
        var candidates = explanation!.Candidates.Where(candidate => candidate.Id == about.Contact.Id.ToString());
        return (explanation.Answer.Addresses, candidates.Select(candidate => candidate.Outcome).Distinct().Single());
    }
}
