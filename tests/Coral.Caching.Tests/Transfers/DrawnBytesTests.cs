using System.Globalization;
using Coral.Caching.Http;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Transfers;

/// <summary>No request draws much more from an origin than it asked for.</summary>
public sealed class DrawnBytesTests : IDisposable
{
    private const int Size = 40 << 20;
    private const int Part = 100_000;

    private readonly CacheFixture _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public void GetAsync_ReadersOfTheFirstPart_DrawAtMostTwiceThatAndAConstant()
    {
        _node.Web.Answer = (_, _) => Script.Cacheable() with { Length = Size, Declared = Size };

        _node.Clock.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await ReadAsync(CacheFixture.Request("/v.mp4"), 0, Part);
                await _node.Web.IdleAsync();
            }
        });

        Assert.InRange(_node.Web.BytesSent, 10 * Part, 10 * ((2 * Part) + (128 << 10)));
    }

    [Fact]
    public void GetAsync_ConditionThatNeedsNoBody_DrawsAConstant()
    {
        _node.Web.Answer = (_, _) => Script.Cacheable() with { Length = Size, Declared = Size };

        _node.Clock.Run(async () =>
        {
            (await _node.Cache.GetAsync(CacheFixture.Request("/v.mp4"), CancellationToken.None)).Dispose();
            await _node.Web.IdleAsync();
        });

        Assert.InRange(_node.Web.BytesSent, 0, 128 << 10);
    }

    [Fact]
    public void GetAsync_RangesOfWhatIsKnownNotToBeShareable_AreTheOriginsToServe()
    {
        _node.Web.Answer = (request, _) => Private(request);

        var answers = _node.Clock.Run(async () =>
        {
            await ReadAsync(CacheFixture.Request("/v.mp4"), 0, 1);
            await _node.Web.IdleAsync();
            var answers = new List<int>();
            for (var i = 0; i < 10; i++)
            {
                answers.Add(await ReadAsync(WithRange("bytes=30000000-30099999"), 0, Part));
            }

            return answers;
        });

        Assert.All(answers, status => Assert.Equal(206, status));
        Assert.Equal(11, _node.Web.Hits);
        Assert.InRange(_node.Web.BytesSent, 10 * Part, (10 * Part) + (128 << 10));
        Assert.Equal(0, _node.Store.Count);
    }

    [Fact]
    public void GetAsync_RangeOfWhatMayBeShared_IsNotSentToTheOrigin()
    {
        _node.Clock.Run(() => _node.GetAsync(WithRange("bytes=0-1"), CancellationToken.None));

        Assert.False(_node.Web.Requests[0].Fields.Contains("Range"));
    }

    [Fact]
    public void GetAsync_206ToAFetchWithoutARange_IsABadResponse()
    {
        _node.Web.Answer = (request, number) =>
            number == 1 ? Script.Ok(("Cache-Control", "private")) : Script.Ok() with { Status = 206 };

        var client = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            return await _node.GetAsync("/a");
        });

        Assert.Equal(FetchFailure.BadResponse, client.Answer.Failure);
    }

    private static CacheRequest WithRange(string range) =>
        CacheFixture.Request("/v.mp4") with
        {
            Part = FieldList.Of(("Range", range)),
        };

    private static Script Private(CacheRequest request)
    {
        if (request.Fields.Get("Range") is not { } range)
        {
            return Script.Ok(("Cache-Control", "private")) with { Length = Size, Declared = Size };
        }

        var bounds = range["bytes=".Length..]
            .Split('-')
            .Select(b => long.Parse(b, CultureInfo.InvariantCulture))
            .ToList();
        return Script.Ok(
            ("Cache-Control", "private"),
            ("Content-Range", $"bytes {range["bytes=".Length..]}/{Size}")
        ) with
        {
            Status = 206,
            Length = bounds[1] + 1 - bounds[0],
        };
    }

    /// <summary>Reads a part of the body as a client does, and leaves.</summary>
    private async Task<int> ReadAsync(CacheRequest request, long offset, long length)
    {
        using var answer = await _node.Cache.GetAsync(request, CancellationToken.None);
        var end = offset + length;
        while (offset < end)
        {
            var slice = await answer.Body!.ReadAsync(offset, CancellationToken.None);
            Assert.False(slice.Bytes.IsEmpty);
            offset += Math.Min(slice.Bytes.Length, end - offset);
        }

        return answer.Head!.Status;
    }
}
