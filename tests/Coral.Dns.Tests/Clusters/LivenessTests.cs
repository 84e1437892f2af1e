using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;
using Coral.Testing;

namespace Coral.Dns.Tests.Clusters;

/// <summary>Answers name living nodes only.</summary>
public sealed class LivenessTests : IDisposable
{
    private const string Name = "www.x.com.cdn.example";
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Answer_TheDead_AreNotNamed()
    {
        var nodes = _world.AddMany("10.0.0", 6, ClusterLevel.Global);
        foreach (var node in nodes[..3])
        {
            _world.Living.Remove(node.Id);
        }

        for (var i = 0; i < 20; i++)
        {
            var answer = await _world.AskAsync($"www{i}.com.cdn.example");
            Assert.Equal(["10.0.0.4", "10.0.0.5", "10.0.0.6"], answer.Answers.Select(record => record.Data).Order());
        }
    }

    [Fact]
    public async Task Answer_OneWhoDies_IsOutWithinTenSeconds()
    {
        using var stop = new CancellationTokenSource();
        var nodes = _world.AddMany("10.0.0", 3, ClusterLevel.Global);
        Assert.Equal(3, (await _world.AskAsync(Name)).Answers.Count);
        var running = _world.Server.RunAsync(stop.Token);

        _world.Living.Remove(nodes[1].Id);
        _world.Clock.Advance(TimeSpan.FromSeconds(10.1));
        var answer = await _world.AskAsync(Name);
        Assert.Equal(
            ["10.0.0.1", "10.0.0.3", "203.0.113.1"],
            answer.Answers.Select(record => record.Data).Order(StringComparer.Ordinal)
        );
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Answer_OneWhoDiesWhileItsAnswerIsOnTheWay_IsOutTenSecondsAfterItWasAsked()
    {
        var nodes = _world.AddMany("10.0.0", 3, ClusterLevel.Global);
        _world.Ways[nodes[1].Id] = TimeSpan.FromMilliseconds(250);
        var asked = _world.Clock.GetTimestamp();
        Assert.Equal(3, (await _world.AskAsync(Name)).Answers.Count);

        _world.Living.Remove(nodes[1].Id);
        _world.Clock.Advance(TimeSpan.FromSeconds(10.1) - _world.Clock.GetElapsedTime(asked));
        Assert.Equal(
            ["10.0.0.1", "10.0.0.3", "203.0.113.1"],
            (await _world.AskAsync(Name)).Answers.Select(record => record.Data).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Answer_OneLostDatagram_IsNoDeath()
    {
        var nodes = _world.AddMany("10.0.0", 2, ClusterLevel.Global);
        await _world.AskAsync(Name);
        using var stop = new CancellationTokenSource();
        var running = _world.Server.RunAsync(stop.Token);

        var report = _world.Living[nodes[0].Id];
        _world.Living.Remove(nodes[0].Id);
        _world.Clock.Advance(TimeSpan.FromSeconds(4));
        _world.Living[nodes[0].Id] = report;
        Assert.Contains((await _world.AskAsync(Name)).Answers, record => record.Data == "10.0.0.1");
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Answer_AllOfAClusterMissTheLastQuestion_ComesFromTheNextLevelBeforeTheirTimeIsOver()
    {
        var near = _world.AddMany("10.2.0", 4, ClusterLevel.Near);
        _world.AddMany("10.1.0", 4, ClusterLevel.Regional);
        _world.Own = _world.Own with { Conditions = NodeConditions.Overloaded };
        await _world.MeasureAsync("198.51.100.7", 3);
        await _world.AskAsync(Name);
        using var stop = new CancellationTokenSource();
        var running = _world.Server.RunAsync(stop.Token);

        foreach (var node in near)
        {
            _world.Living.Remove(node.Id);
        }

        _world.Clock.Advance(TimeSpan.FromSeconds(4));
        var answer = await _world.AskAsync(Name);
        Assert.Equal(3, answer.Answers.Count);
        Assert.All(answer.Answers, record => Assert.StartsWith("10.1.0.", record.Data, StringComparison.Ordinal));
        Assert.All(answer.Answers, record => Assert.Equal(30u, record.Seconds));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Answer_AWholeClusterDead_ComesFromTheNextLevel()
    {
        var near = _world.AddMany("10.2.0", 4, ClusterLevel.Near);
        _world.AddMany("10.1.0", 4, ClusterLevel.Regional);
        _world.Own = _world.Own with { Conditions = NodeConditions.Overloaded };
        await _world.MeasureAsync("198.51.100.7", 3);
        Assert.StartsWith("10.2.0.", (await _world.AskAsync(Name)).Answers[0].Data, StringComparison.Ordinal);

        foreach (var node in near)
        {
            _world.Living.Remove(node.Id);
        }

        _world.Clock.Advance(TimeSpan.FromSeconds(11));
        var answer = await _world.AskAsync(Name);
        Assert.Equal(3, answer.Answers.Count);
        Assert.All(answer.Answers, record => Assert.StartsWith("10.1.0.", record.Data, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_NodesThatKeepUsWaiting_CostAQueryNoMoreThanItsBudget()
    {
        var nodes = _world.AddMany("10.0.0", 4, ClusterLevel.Global);
        _world.Hanging.Add(nodes[0].Id);

        var answer = await _world.AskAsync(Name);
        Assert.Equal(["10.0.0.2", "10.0.0.3", "10.0.0.4"], answer.Answers.Select(record => record.Data).Order());
    }

    [Fact]
    public async Task Answer_KillsAtRandom_NeverNamesWhoIsDeadForTenSeconds()
    {
        const int Seed = 53;
        var random = new Random(Seed);
        using var stop = new CancellationTokenSource();
        var running = _world.Server.RunAsync(stop.Token);
        var nodes = _world.AddMany("10.0.0", 12, ClusterLevel.Global);
        var reports = _world.Living.ToDictionary();
        var diedAt = new Dictionary<string, TimeSpan>();
        var now = TimeSpan.Zero;
        for (var i = 0; i < 600; i++)
        {
            var node = nodes[random.Next(nodes.Length)];
            var address = node.Address.ToIPAddress().ToString();
            if (diedAt.Remove(address))
            {
                _world.Living[node.Id] = reports[node.Id];
            }
            else
            {
                _world.Living.Remove(node.Id);
                diedAt[address] = now;
            }

            var step = TimeSpan.FromMilliseconds(random.Next(1, 4000));
            _world.Clock.Advance(step);
            now += step;
            foreach (var record in (await _world.AskAsync(Name)).Answers)
            {
                var isDead = diedAt.TryGetValue(record.Data, out var at) && now - at > TimeSpan.FromSeconds(10);
                Assert.False(isDead, $"{record.Data} (seed {Seed}, {i})");
            }
        }

        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task RunAsync_NoQueries_ChecksNoNode()
    {
        _world.AddMany("10.0.0", 3, ClusterLevel.Global);
        using var stop = new CancellationTokenSource();
        var running = _world.Server.RunAsync(stop.Token);

        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, _world.Asked);
        await _world.AskAsync(Name);
        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        var asked = _world.Asked;
        Assert.InRange(asked, 3 * 15, 3 * 25);
        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(asked, _world.Asked);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Watch_ALargeCluster_AsksNoMoreThanItsShare()
    {
        _world.AddMany("10.0.0", 200, ClusterLevel.Global);

        await _world.AskAsync(Name);
        Assert.Equal(16, _world.Asked);
    }

    [Fact]
    public async Task Answer_AllWatchedMembersDead_ComesFromTheOthersWithinTenSeconds()
    {
        var nodes = _world.AddMany("10.0.0", 40, ClusterLevel.Global);
        await _world.AskAsync(Name);
        using var stop = new CancellationTokenSource();
        var running = _world.Server.RunAsync(stop.Token);

        foreach (var node in nodes.Where(node => _world.AskedNodes.Contains(node.Id)))
        {
            _world.Living.Remove(node.Id);
        }

        _world.Clock.Advance(TimeSpan.FromSeconds(8));
        var answer = await _world.AskAsync(Name);
        var living = nodes.Where(node => _world.Living.ContainsKey(node.Id)).Select(node => node.Address.ToIPAddress());
        Assert.Equal(24, living.Count());
        Assert.Equal(3, answer.Answers.Count);
        Assert.Empty(answer.Answers.Select(record => record.Data).Except(living.Select(address => $"{address}")));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Answer_AMemberThatTheDirectoryHasLost_IsNamedAgainOnceItAnswers()
    {
        var node = _world.Add("10.0.0.1", ClusterLevel.Global);
        await _world.AskAsync(Name);
        using var stop = new CancellationTokenSource();
        var running = _world.Server.RunAsync(stop.Token);

        var report = _world.Living[node.Id];
        _world.Living.Remove(node.Id);
        _world.Forget(node);
        _world.Clock.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal("203.0.113.1", Assert.Single((await _world.AskAsync(Name)).Answers).Data);
        _world.Living[node.Id] = report;
        _world.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Contains((await _world.AskAsync(Name)).Answers, record => record.Data == "10.0.0.1");
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Answer_FromManyThreads_IsAlwaysWhole()
    {
        _world.AddMany("10.0.0", 12, ClusterLevel.Global);
        await _world.AskAsync(Name);
        var query = new Ask(Name, RecordType.A).Bytes;
        var threads = Enumerable
            .Range(0, 4)
            .Select(i =>
                Task.Run(() =>
                {
                    var response = new byte[1232];
                    var source = StaticServer.SourceOf($"198.51.{i}.1", Coral.Dns.Queries.DnsTransportKind.Udp);
                    for (var n = 0; n < 20_000; n++)
                    {
                        var length = _world.Server.Responder.Answer(query, source, response);
                        if (n % 500 == 0)
                        {
                            Assert.Equal(3, new ReadMessage(response.AsSpan(0, length)).Answers.Count);
                        }
                    }
                })
            );

        await Task.WhenAll(threads);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task Answer_AKnownNetwork_AllocatesNothing(int nodes)
    {
        _world.AddMany("10.0.0", nodes, ClusterLevel.Global);
        await _world.AskAsync(Name);
        var query = new Ask(Name, RecordType.A).WithSubnet("192.0.2.0", 24).WithCookie(new byte[8]).Bytes;
        var source = StaticServer.SourceOf("198.51.100.7", Coral.Dns.Queries.DnsTransportKind.Udp);
        var response = new byte[1232];
        Assert.True(_world.Server.Responder.Answer(query, source, response) > 0);

        Assert.Equal(0, Allocation.Of(() => _world.Server.Responder.Answer(query, source, response)));
        Assert.Equal(NodeAddress.From(System.Net.IPAddress.Parse("198.51.100.7"), 4242), source.Address);
    }
}
