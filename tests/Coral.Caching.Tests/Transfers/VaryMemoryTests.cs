using Coral.Caching.Http;
using Coral.Caching.Tests.Http;
using Coral.Caching.Transfers;

namespace Coral.Caching.Tests.Transfers;

/// <summary>What varies, by URL and by origin.</summary>
public sealed class VaryMemoryTests
{
    private readonly VaryMemory _memory = new(50);

    [Fact]
    public void Of_NamesOfSeveralResponses_AddUp()
    {
        Learn("/a", "Accept-Language");
        Learn("/a", "X-A, accept-language");
        Learn("/a", "");

        Assert.Equal(["Accept-Language", "X-A"], _memory.Of(Key("/a")));
        Assert.Equal(["Accept-Language", "X-A"], _memory.ToSend(Key("/a")));
        Assert.Empty(_memory.Of(Key("/b")));
    }

    [Fact]
    public void Of_NameLeftOutSoOften_IsForgotten()
    {
        Learn("/a", "Accept-Language, Accept");
        for (var i = 1; i < VaryMemory.Omissions; i++)
        {
            Learn("/a", "Accept");
        }

        Assert.Equal(["Accept-Language", "Accept"], _memory.Of(Key("/a")));
        Learn("/a", "Accept");
        Assert.Equal(["Accept"], _memory.Of(Key("/a")));
    }

    [Fact]
    public void Of_NameSaidAgain_StartsTheCountAnew()
    {
        for (var i = 0; i < 10 * VaryMemory.Omissions; i++)
        {
            Learn("/a", i % VaryMemory.Omissions == 0 ? "Accept" : "");
        }

        Assert.Equal(["Accept"], _memory.Of(Key("/a")));
    }

    [Fact]
    public void ToSend_TwoUrlsAgree_HoldsForTheOrigin()
    {
        Learn("/a", "Accept-Language, Accept-Encoding");
        Learn("/a", "Accept-Language");
        Assert.Empty(_memory.ToSend(Key("/new")));

        Learn("/b", "Origin, accept-language");

        Assert.Equal(["accept-language"], _memory.ToSend(Key("/new")));
        Assert.Empty(_memory.Of(Key("/new")));
        Assert.Empty(_memory.ToSend(new CacheKey("http://other.com", "/new")));
        Assert.Empty(_memory.ToSend(new CacheKey("https://x.com", "/new")));
    }

    [Fact]
    public void ToSend_UrlThatDoesNotVary_IsLeftOutOfWhatHoldsForTheOrigin()
    {
        Learn("/a", "Accept-Language");
        Learn("/b", "Accept-Language");

        Learn("/logo.png", "");

        Assert.Empty(_memory.ToSend(Key("/logo.png")));
        Assert.Equal(["Accept-Language"], _memory.ToSend(Key("/c")));
    }

    [Fact]
    public void ToSend_UrlsThatDisagree_HoldForThemselves()
    {
        Learn("/a", "Accept-Language");
        Learn("/b", "Accept");
        Learn("/c", "X-C");

        Assert.Empty(_memory.ToSend(Key("/new")));
    }

    [Fact]
    public void SelectingBeside_NameThatTheUrlIsKnownFor_SelectsWhateverWasSent()
    {
        Learn("/a", "Accept-Language");

        Assert.Equal(["Accept-Language"], _memory.SelectingBeside(Sent("/a")));
        Assert.Equal(["Accept-Language"], _memory.SelectingBeside(Sent("/a", ("Accept-Language", "de"))));
        Assert.Empty(_memory.SelectingBeside(Sent("/b")));
    }

    [Fact]
    public void SelectingBeside_NameOfTheOriginAlone_SelectsWhatWasSent()
    {
        Learn("/a", "Accept-Language");
        Learn("/b", "Accept-Language");

        Assert.Empty(_memory.SelectingBeside(Sent("/c")));
        Assert.Equal(["Accept-Language"], _memory.SelectingBeside(Sent("/c", ("Accept-Language", "de"))));
    }

    [Fact]
    public void Counts_MoreIsLearntThanRemembered_StayAtTheBound()
    {
        for (var i = 0; i < 500; i++)
        {
            _memory.Learn(new CacheKey($"http://{i}.com", "/"), Head("Accept-Language"));
        }

        Assert.Equal((50, 50), _memory.Counts);
    }

    [Fact]
    public void Of_OriginThatNamesOthersEveryTime_IsBounded()
    {
        for (var i = 0; i < 1000; i++)
        {
            Learn("/a", $"X-{i}");
        }

        Assert.InRange(_memory.Of(Key("/a")).Count, 1, Vary.MostNames);
    }

    [Fact]
    public void Add_SomeNames_ForgetsNone()
    {
        Learn("/a", "Accept");
        for (var i = 0; i < 2 * VaryMemory.Omissions; i++)
        {
            _memory.Add(Key("/a"), ["X-B"]);
        }

        _memory.Add(Key("/b"), []);

        Assert.Equal(["Accept", "X-B"], _memory.Of(Key("/a")));
        Assert.Equal(1, _memory.Counts.Urls);
    }

    [Fact]
    public void AddNothing_UrlOfAnOriginWhoseOthersVary_IsSentNothing()
    {
        Learn("/a", "Accept-Language");
        Learn("/b", "Accept-Language");
        Assert.Null(_memory.Known(Key("/c")));

        _memory.AddNothing(Key("/a"));
        _memory.AddNothing(Key("/c"));

        Assert.Equal(["Accept-Language"], _memory.Known(Key("/a")));
        Assert.Empty(_memory.Known(Key("/c"))!);
        Assert.Empty(_memory.ToSend(Key("/c")));
    }

    private static CacheKey Key(string target) => new("http://x.com", target);

    private static ResponseHead Head(string vary) => Heads.Head(200, ("Vary", vary));

    private static CacheRequest Sent(string target, params ReadOnlySpan<(string Name, string Value)> fields) =>
        new(Key(target), IsHead: false, FieldList.Of(fields));

    private void Learn(string target, string vary) => _memory.Learn(Key(target), Head(vary));
}
