using System.Globalization;
using Coral.Dns.Configuration;
using Coral.Dns.Queries;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Serving;

/// <summary>The server cannot be used to flood a forged address.</summary>
public sealed class RateLimitTests
{
    private readonly StaticServer _server = new(
        new DnsOptions
        {
            AnswersPerSecond = 10,
            AllAnswersPerSecond = 128,
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
    public void Answer_NamesWithoutNumberThatExist_EndAtTheBurstOfAllTogether()
    {
        var answers = Enumerable.Range(0, 600).Select(i => AnswerAnother(i)).ToList();

        Assert.Equal(256, answers.Count(IsSent));
        Assert.Equal(172, answers.Count(answer => answer is { IsTruncated: true }));
        Assert.Equal(172, answers.Count(answer => answer is null));
        Assert.True(IsSent(AnswerAnother(0, client: "198.51.101.1")));

        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(128, Enumerable.Range(600, 600).Count(i => IsSent(AnswerAnother(i))));
    }

    [Fact]
    public void Answer_OneNameOverItsRate_LeavesTheOthersTheirs()
    {
        Count(1000, _ => StaticServer.Client);

        Assert.Equal(236, Enumerable.Range(0, 600).Count(i => IsSent(AnswerAnother(i))));
    }

    [Fact]
    public void Answer_AHundredThousandNames_DoNotPushTheirCommonBucketOut()
    {
        var server = new StaticServer(new DnsOptions { AllAnswersPerSecond = 128, Slip = 0 });
        var query = new Ask("www.x00000.com.cdn.example", RecordType.A).Bytes;
        var digits = query.AsSpan().IndexOf("00000"u8);

        var sent = 0;
        for (var i = 0; i < 100_000; i++)
        {
            i.TryFormat(query.AsSpan(digits), out _, "D5", CultureInfo.InvariantCulture);
            sent += server.Send(query, DnsTransportKind.Udp) > 0 ? 1 : 0;
        }

        Assert.Equal(640, sent);
    }

    [Fact]
    public void Answer_LoopbackTcpAndCookies_HaveNoLimit()
    {
        Assert.Equal(300, Count(300, _ => "127.0.0.1").Sent);
        Assert.Equal(300, Count(300, _ => StaticServer.Client, DnsTransportKind.Tcp).Sent);

        var ask = new Ask("www.x.com.cdn.example", RecordType.A);
        var cookie = _server.Answer(ask.WithCookie(new byte[8])).Options[10];
        var validated = ask.WithCookie(cookie).Bytes;
        Assert.All(Enumerable.Range(0, 300), _ => Assert.False(_server.TryAnswer(validated)!.IsTruncated));
    }

    [Fact]
    public void Answer_LoopbackTcpAndCookies_HaveNoLimitForAllTogether()
    {
        var cookie = _server.Answer(new Ask("www.x.com.cdn.example", RecordType.A).WithCookie(new byte[8])).Options[10];

        Assert.All(
            Enumerable.Range(0, 300),
            i =>
            {
                Assert.True(IsSent(AnswerAnother(i, client: "127.0.0.1")));
                Assert.True(IsSent(AnswerAnother(i, DnsTransportKind.Tcp)));
                Assert.True(IsSent(_server.TryAnswer(Another(i).WithCookie(cookie).Bytes)));
            }
        );
        Assert.Equal(255, Enumerable.Range(0, 300).Count(i => IsSent(AnswerAnother(i))));
    }

    [Fact]
    public void Answer_RatesZero_HasNoLimit()
    {
        var server = new StaticServer(new DnsOptions { AnswersPerSecond = 0, AllAnswersPerSecond = 0 });

        Assert.All(Enumerable.Range(0, 5000), _ => Assert.NotNull(server.TryAnswer(_query)));
    }

    [Fact]
    public void Answer_OneRateZero_KeepsTheOther()
    {
        var one = new StaticServer(
            new DnsOptions
            {
                AnswersPerSecond = 8,
                AllAnswersPerSecond = 0,
                Slip = 0,
            }
        );
        var all = new StaticServer(
            new DnsOptions
            {
                AnswersPerSecond = 0,
                AllAnswersPerSecond = 8,
                Slip = 0,
            }
        );

        Assert.Equal(40, Enumerable.Range(0, 100).Count(_ => IsSent(one.TryAnswer(_query))));
        Assert.Equal(100, Enumerable.Range(0, 100).Count(i => IsSent(one.TryAnswer(Another(i).Bytes))));
        Assert.Equal(40, Enumerable.Range(0, 100).Count(_ => IsSent(all.TryAnswer(_query))));
    }

    private static bool IsSent(ReadMessage? answer) => answer is { IsTruncated: false };

    private static Ask Another(int number) => new($"www.x{number}.com.cdn.example", RecordType.A);

    private ReadMessage? AnswerAnother(
        int number,
        DnsTransportKind transport = DnsTransportKind.Udp,
        string client = StaticServer.Client
    ) => _server.TryAnswer(Another(number).Bytes, transport, client);

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
