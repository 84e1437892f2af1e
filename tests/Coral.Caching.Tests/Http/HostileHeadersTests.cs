using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Tests.Http;

/// <summary>
/// Headers put together at random from what the rules look for: nothing throws, and the promises hold.
/// </summary>
public sealed class HostileHeadersTests
{
    private const int Seed = 9111;

    private static readonly string[] Names =
    [
        "Cache-Control",
        "Age",
        "Date",
        "Expires",
        "Last-Modified",
        "ETag",
        "Vary",
        "Connection",
        "Range",
        "If-Range",
        "If-None-Match",
        "If-Modified-Since",
        "Accept-Encoding",
        "Content-Length",
        "X-A",
    ];

    private static readonly string[] Pieces =
    [
        "max-age=",
        "s-maxage=\"",
        "no-store",
        "no-cache=\"Set-Cookie\"",
        "private",
        "public",
        "must-understand",
        "stale-if-error=9",
        "99999999999999999999",
        "-1",
        "0",
        "60",
        ", ",
        ",",
        "\"",
        "\\",
        "=",
        "*",
        "W/\"a\"",
        "\"a\"",
        Heads.NoonText,
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "bytes=",
        "0-1",
        "-5",
        "X-A",
        "Vary",
        "gzip;q=",
        "\r\n",
        "\0",
        "\u0130",
    ];

    private readonly Random _random = new(Seed);

    [Fact]
    public void Rules_AnyHeader_KeepTheirPromises()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var request = Heads.Get() with { Fields = RequestFields.OfClient(Fields()) };
            var head = new ResponseHead(_random.Next(4) == 0 ? _random.Next(100, 700) : 200, Fields());

            var stored = StoredResponseFactory.Create(
                request,
                head,
                StoredBody.Empty,
                Heads.Noon,
                Heads.After(1),
                HeuristicPolicy.AnySite
            );

            HoldsForStored(stored, head, request);
            HoldsForRefresh(stored, request);
            HoldsForClient(stored);
        }
    }

    private static void HoldsForStored(StoredResponse stored, ResponseHead head, CacheRequest request)
    {
        Assert.InRange(stored.Lifetime, TimeSpan.Zero, TimeSpan.FromSeconds(1L << 31));
        Assert.InRange(stored.InitialAge, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1L << 31));
        Assert.Equal(stored.Lifetime > stored.InitialAge, stored.IsFresh(stored.ResponseTime));
        Assert.False(stored.Head.Fields.Contains("Age"));
        Assert.True(HttpDate.TryParse(stored.Head.Fields.Get("Date"), Heads.Noon, out _));
        Assert.Equal(head.Status == 204 ? null : "0", stored.Head.Fields.Get("Content-Length"));
        if (Storability.Decide(request, head) == StorageOutcome.Storable)
        {
            Assert.True(stored.Selecting.Matches(request.Fields));
            Assert.True(stored.Selecting.IsSupersededBy(stored.Selecting));
        }
    }

    private void HoldsForRefresh(StoredResponse stored, CacheRequest request)
    {
        var refreshed = StoredResponseFactory.Refresh(
            stored,
            Validation.Conditional(request, stored.Head, stored.ResponseTime),
            new ResponseHead(304, Fields()),
            Heads.After(50),
            Heads.After(51),
            HeuristicPolicy.AnySite
        );
        Assert.True(refreshed.Response is not null || !refreshed.Storable);
        Assert.True(refreshed.Response is null || ReferenceEquals(refreshed.Response.Body, stored.Body));

        var now = Heads.After(_random.Next(100));
        var isServable = Staleness.MayServe(stored, FetchFailure.ConnectFailed, now, Heads.StaleLimit);
        Assert.True(isServable || !stored.IsFresh(now));
    }

    private void HoldsForClient(StoredResponse stored)
    {
        var client = Fields();
        var length = _random.Next(100);
        var range = RangeSelector.Select(client, stored.Head, length, stored.ResponseTime);
        Assert.InRange(range.Offset + range.Length, 0, length);
        var outcome = Preconditions.Evaluate(client, stored.Head, stored.ResponseTime);
        Assert.True(outcome == PreconditionOutcome.Proceed || stored.Head.Status == 200);
    }

    private FieldList Fields() =>
        new(
            Enumerable
                .Range(0, _random.Next(7))
                .Select(_ => new FieldLine(
                    Names[_random.Next(Names.Length)],
                    string.Concat(Enumerable.Range(0, _random.Next(5)).Select(_ => Pieces[_random.Next(Pieces.Length)]))
                ))
                .ToArray()
        );
}
