using Coral.Dns.Serving;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Serving;

/// <summary>Nobody is flooded by this server in another's name.</summary>
public sealed class RateLimitTests
{
    private readonly StaticServer _server = new(
        new DnsOptions
        {
            AnswersPerSecond = 10,
            AnswerBurst = 2,
            Slip = 2,
        }
    );
    private readonly byte[] _query = new Ask("www.x.com.cdn.example", RecordType.A).Bytes;

    [Fact]
    public void Answer_ManyToOneNetwork_EndsAtTheBurstAndSlips()
    {
        var (sent, slipped, dropped) = Count(100, i => $"198.51.100.{i}");

        Assert.Equal(20, sent);
        Assert.Equal(40, slipped);
        Assert.Equal(40, dropped);
    }

    [Fact]
    public void Answer_AfterASecond_GoesOnAtTheRate()
    {
        Count(100, _ => StaticServer.Client);
        _server.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(10, Count(100, _ => StaticServer.Client).Sent);
    }

    [Fact]
    public void Answer_OtherNetworks_AreNotTouched()
    {
        Count(100, _ => StaticServer.Client);

        Assert.Equal(1, Count(1, _ => "198.51.101.1").Sent);
        Assert.Equal(20, Count(30, i => $"2001:db8:0:1{i:x2}::1").Sent);
    }

    [Fact]
    public void Answer_NamesThatDoNotExist_ShareABucket()
    {
        var sent = Enumerable
            .Range(0, 100)
            .Select(i => _server.TryAnswer(new Ask($"x{i}.0x1.cdn.example", RecordType.A).Bytes))
            .Count(answer => answer is { IsTruncated: false });

        Assert.Equal(20, sent);
    }

    [Fact]
    public void Answer_DifferentNamesThatExist_DoNot()
    {
        var sent = Enumerable
            .Range(0, 100)
            .Select(i => _server.TryAnswer(new Ask($"x{i}.com.cdn.example", RecordType.A).Bytes))
            .Count(answer => answer is { IsTruncated: false });

        Assert.Equal(100, sent);
    }

    [Fact]
    public void Answer_LoopbackTcpAndCookies_HaveNoLimit()
    {
        Assert.Equal(100, Count(100, _ => "127.0.0.1").Sent);
        Assert.Equal(100, Count(100, _ => StaticServer.Client, DnsTransportKind.Tcp).Sent);

        var ask = new Ask("www.x.com.cdn.example", RecordType.A);
        var cookie = _server.Answer(ask.WithCookie(new byte[8])).Options[10];
        var proved = ask.WithCookie(cookie).Bytes;
        Assert.All(Enumerable.Range(0, 100), _ => Assert.False(_server.TryAnswer(proved)!.IsTruncated));
    }

    [Fact]
    public void Answer_RateZero_HasNoLimit()
    {
        var server = new StaticServer(new DnsOptions { AnswersPerSecond = 0 });

        Assert.All(Enumerable.Range(0, 1000), _ => Assert.NotNull(server.TryAnswer(_query)));
    }

    private (int Sent, int Slipped, int Dropped) Count(
        int queries,
        Func<int, string> client,
        DnsTransportKind transport = DnsTransportKind.Udp
    )
    {
        var answers = Enumerable
            .Range(0, queries)
            .Select(i => _server.TryAnswer(_query, transport, client(i)))
            .ToList();
        return (
            answers.Count(answer => answer is { IsTruncated: false }),
            answers.Count(answer => answer is { IsTruncated: true }),
            answers.Count(answer => answer is null)
        );
    }
}
