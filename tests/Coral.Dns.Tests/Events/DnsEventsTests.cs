using Coral.Core.Index;
using Coral.Dns.Configuration;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Events;

/// <summary>The server tells what happens: liveness, distances, levels, and what it does not answer.</summary>
public sealed class DnsEventsTests
{
    private const string Client = "198.51.100.7";
    private readonly RecordingDnsEvents _events = new();

    [Fact]
    public async Task Rounds_TellWhoIsFoundAndLost()
    {
        using var world = new World(events: _events);
        var node = world.Add("10.0.0.1", ClusterLevel.Global);
        await world.Server.RefreshAsync();
        Assert.Equal(["NodeFound 10.0.0.1"], _events.Lines);

        world.Living.Remove(node.Id);
        world.Clock.Advance(TimeSpan.FromSeconds(11));
        await world.Server.RefreshAsync();
        Assert.Equal(["NodeFound 10.0.0.1", "NodeLost 10.0.0.1"], _events.Lines);
    }

    [Fact]
    public async Task Answer_ANearResolver_TellsItsRoundTripAndTheLevels()
    {
        using var world = new World(events: _events);
        world.Add("10.0.0.1", ClusterLevel.Global);
        await world.Server.RefreshAsync();
        await world.MeasureAsync(Client, milliseconds: 5);
        await world.AskAsync("www.x.com.cdn.example");

        Assert.Contains("RoundTripLearnt 198.51.100.0/24 5 Tcp", _events.Lines);
        Assert.Contains("Redirected Near Global", _events.Lines);
    }

    [Fact]
    public void Answer_GarbageAndFloods_RaiseEvents()
    {
        var server = new StaticServer(
            _events,
            new DnsOptions
            {
                AnswersPerSecond = 1,
                AnswerBurst = 1,
                Slip = 2,
            }
        );
        server.TryAnswer([1, 2, 3]);
        server.TryAnswer([.. new Ask("cdn.example", RecordType.SOA).Bytes, 0]);
        for (var i = 0; i < 3; i++)
        {
            server.TryAnswer(new Ask("cdn.example", RecordType.SOA).Bytes);
        }

        Assert.Contains($"QueryIgnored {Client}:4242", _events.Lines);
        Assert.Contains($"QueryMalformed {Client}:4242", _events.Lines);
        Assert.Contains($"ResponseRateLimited {Client}:4242 True", _events.Lines);
        Assert.Contains($"ResponseRateLimited {Client}:4242 False", _events.Lines);
        Assert.Equal(5, _events.Lines.Count(line => line == "QueryReceived Udp"));
    }
}
