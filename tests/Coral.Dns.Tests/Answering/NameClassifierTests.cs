using Coral.Core.Names;
using Coral.Dns.Answering;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Answering;

/// <summary>The classification of names as coralized; the decoder of requests is the model.</summary>
public sealed class NameClassifierTests
{
    private static readonly string[] Zones = ["cdn.example", "other.test"];
    private static readonly string[] Declared = ["intranet", "www.cdn.example", "a.b.other.test"];
    private static readonly NameClassifier Classifier = new(
        Zones.Select(DnsName.Parse),
        Declared.Select(DnsName.Parse)
    );

    private static readonly CoralizedNames Model = new(
        Zones,
        Declared.Select(host => new ServedHost(host, WebScheme.Http)),
        new MemoryHashedHosts(16)
    );

    [Theory]
    [InlineData("www.x.com", NameOutcome.Coralizable)]
    [InlineData("x.com", NameOutcome.Coralizable)]
    [InlineData("com", NameOutcome.Intermediate)]
    [InlineData("com.8000", NameOutcome.Intermediate)]
    [InlineData("8000", NameOutcome.Intermediate)]
    [InlineData("www.x.com.8000", NameOutcome.Coralizable)]
    [InlineData("08000", NameOutcome.Impossible)]
    [InlineData("65536", NameOutcome.Impossible)]
    [InlineData("x.com.0", NameOutcome.Impossible)]
    [InlineData("10.0.0.1", NameOutcome.Impossible)]
    [InlineData("0.1", NameOutcome.Impossible)]
    [InlineData("x.0x1f", NameOutcome.Impossible)]
    [InlineData("www-x-com", NameOutcome.Coralizable)]
    [InlineData("0-ab--c-com-8080-0", NameOutcome.Coralizable)]
    [InlineData("-x", NameOutcome.Impossible)]
    [InlineData("a_b.x.com", NameOutcome.Coralizable)]
    [InlineData("a*b.x.com", NameOutcome.Impossible)]
    [InlineData("_.com", NameOutcome.Intermediate)]
    [InlineData("_", NameOutcome.Intermediate)]
    [InlineData("_.x.0x1", NameOutcome.Impossible)]
    [InlineData("intranet", NameOutcome.Coralizable)]
    [InlineData("intranet.8000", NameOutcome.Coralizable)]
    [InlineData("www.x.com.cdn.example", NameOutcome.Impossible)]
    [InlineData("www.cdn.example", NameOutcome.Coralizable)]
    [InlineData("cdn.example", NameOutcome.Intermediate)]
    [InlineData("b.other.test", NameOutcome.Intermediate)]
    [InlineData("c.other.test", NameOutcome.Impossible)]
    [InlineData("abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst", NameOutcome.Coralizable)]
    public void Classify_OfEveryKindOfName_IsRight(string front, NameOutcome expected) =>
        Assert.Equal(expected, Classify(front));

    [Fact]
    public void Classify_OfManyNames_AgreesWithTheDecoderOfRequests()
    {
        const int Seed = 20261122;
        var random = new Random(Seed);
        for (var i = 0; i < 50_000; i++)
        {
            var front = Front(random);
            var decision = Model.Decode($"{front}.cdn.example", WebScheme.Http);
            var isServed =
                decision.Kind is HostKind.Coralized or HostKind.Redirect
                || decision.Fault?.Problem == NameProblem.UnknownHash;
            if (front.StartsWith("_.", StringComparison.Ordinal))
            {
                continue;
            }

            Assert.True(isServed == (Classify(front) == NameOutcome.Coralizable), $"{front} (seed {Seed}, {i})");
        }
    }

    [Fact]
    public void Classify_OfAnyName_IsNeverImpossibleAboveAPossibleOne()
    {
        const int Seed = 8020;
        var random = new Random(Seed);
        for (var i = 0; i < 50_000; i++)
        {
            var front = Front(random);
            var dot = front.IndexOf('.', StringComparison.Ordinal);
            if (dot > 0 && Classify(front) != NameOutcome.Impossible)
            {
                Assert.True(Classify(front[(dot + 1)..]) != NameOutcome.Impossible, $"{front} (seed {Seed}, {i})");
            }
        }
    }

    [Fact]
    public void Classify_OfTwoSpellings_GivesTheSameOrigin()
    {
        Assert.Equal(Origin("www.x-y.com.8080"), Origin("www-x--y-com-8080"));
        Assert.Equal(Origin("ab-c.com"), Origin("0-ab--c-com-0"));
        Assert.NotEqual(Origin("www.x.com"), Origin("www.x.com.8080"));
    }

    private static NameOutcome Classify(string front) =>
        Classifier.Classify(Ask.WireOf(front).AsSpan()[..^1], new byte[WireName.MaxBytes], out _);

    private static string Origin(string front)
    {
        var origin = new byte[WireName.MaxBytes];
        Classifier.Classify(Ask.WireOf(front).AsSpan()[..^1], origin, out var length);
        return Convert.ToHexString(origin.AsSpan(0, length));
    }

    private static string Front(Random random) =>
        string.Join('.', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Label(random)));

    private static string Label(Random random) =>
        random.Next(12) switch
        {
            0 => "com",
            1 => "8000",
            2 => $"{random.Next(0, 70_000)}",
            3 => "0x1f",
            4 => "www-x-com",
            5 => "0-ab--c-com-0",
            6 => "intranet",
            7 => "cdn",
            8 => "example",
            9 => "other",
            10 => "test",
            _ => string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => "ab0-_x*"[random.Next(7)])),
        };
}
