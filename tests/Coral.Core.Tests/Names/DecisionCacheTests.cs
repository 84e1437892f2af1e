using Coral.Core.Names;
using static Coral.Core.Tests.Names.NamesFixture;

namespace Coral.Core.Tests.Names;

public class DecisionCacheTests
{
    [Fact]
    public void Decode_RepeatedField_AllocatesNothing()
    {
        var names = NewNames();
        string[] fields =
        [
            "www.x.com.localhost:8080",
            "www-x-com.localhost",
            "WWW.X.COM.LOCALHOST.",
            "localhost",
            "www.x.com",
            "127.0.0.1.localhost",
        ];
        Round(names, fields, 100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Round(names, fields, 10_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Decode_RepeatedField_GivesTheSameDecision()
    {
        var names = NewNames();

        var first = names.Decode("www.x.com.localhost", WebScheme.Http);

        Assert.Same(first, names.Decode(new string("www.x.com.localhost"), WebScheme.Http));
        Assert.NotSame(first, names.Decode("www.x.com.localhost", WebScheme.Https));
    }

    [Fact]
    public void Decode_EndlessStrangeNames_KeepsTheTableFull_AndNoMore()
    {
        var names = new CoralizedNames(["localhost"], [], new MemoryHashedHosts(), cacheRows: 16);

        for (var i = 0; i < 5_000; i++)
        {
            Assert.Equal($"h{i}.com", names.Decode($"h{i}.com.localhost", WebScheme.Http).Name!.Authority.Host);
        }

        Assert.Equal(32, names.RememberedCount);
        Assert.Same(
            names.Decode("h4999.com.localhost", WebScheme.Http),
            names.Decode("h4999.com.localhost", WebScheme.Http)
        );
    }

    [Fact]
    public void Decode_FieldTooLongToBeAName_IsNotKept()
    {
        var names = NewNames();

        names.Decode(new string('a', 10_000), WebScheme.Http);

        Assert.Equal(0, names.RememberedCount);
    }

    [Fact(Timeout = 60_000)]
    public async Task Decode_ManyThreads_NeverAnswerForAnotherName()
    {
        var names = new CoralizedNames(["localhost"], [], new MemoryHashedHosts(), cacheRows: 2);
        var fields = Enumerable.Range(0, 32).Select(i => ($"h{i}.com", $"h{i}.com.localhost")).ToArray();

        var wrong = await Task.WhenAll(
            Enumerable
                .Range(1, 4)
                .Select(seed =>
                    Task.Run(
                        () =>
                        {
                            var random = new Random(seed);
                            var count = 0;
                            for (var i = 0; i < 50_000; i++)
                            {
                                var (host, field) = fields[random.Next(fields.Length)];
                                count += names.Decode(field, WebScheme.Http).Name!.Authority.Host == host ? 0 : 1;
                            }

                            return count;
                        },
                        TestContext.Current.CancellationToken
                    )
                )
        );

        Assert.All(wrong, count => Assert.Equal(0, count));
        Assert.True(names.RememberedCount <= 4);
    }

    private static void Round(CoralizedNames names, string[] fields, int times)
    {
        for (var i = 0; i < times; i++)
        {
            foreach (var field in fields)
            {
                names.Decode(field, WebScheme.Http);
            }
        }
    }
}
