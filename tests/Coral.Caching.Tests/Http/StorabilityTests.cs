using Coral.Caching.Http;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9111, section 3; RFC 9110, section 15.1.</summary>
public sealed class StorabilityTests
{
    [Theory]
    [InlineData(200, "", StorageVerdict.Storable)]
    [InlineData(200, "Cache-Control: max-age=0", StorageVerdict.Storable)]
    [InlineData(200, "Cache-Control: no-cache", StorageVerdict.Storable)]
    [InlineData(200, "Set-Cookie: a=b", StorageVerdict.Storable)]
    [InlineData(200, "Cache-Control: no-store", StorageVerdict.NoStore)]
    [InlineData(200, "Cache-Control: max-age=60, NO-STORE", StorageVerdict.NoStore)]
    [InlineData(200, "Cache-Control: max-age=60 | Cache-Control: no-store", StorageVerdict.NoStore)]
    [InlineData(200, "Cache-Control: private", StorageVerdict.Private)]
    [InlineData(200, "Cache-Control: private=\"X-User\"", StorageVerdict.Private)]
    [InlineData(200, "Cache-Control: private=\"Set-Cookie\"", StorageVerdict.Storable)]
    [InlineData(200, "Cache-Control: private, public, max-age=60", StorageVerdict.Private)]
    [InlineData(200, "Vary: *", StorageVerdict.VariesOnEverything)]
    [InlineData(200, "Vary: Accept, * | Cache-Control: max-age=60", StorageVerdict.VariesOnEverything)]
    [InlineData(200, "Vary: Accept | Vary: *", StorageVerdict.VariesOnEverything)]
    [InlineData(200, "Vary: Accept", StorageVerdict.Storable)]
    [InlineData(200, "Pragma: no-cache", StorageVerdict.Storable)]
    [InlineData(200, "Cache-Control: must-understand, no-store", StorageVerdict.Storable)]
    [InlineData(206, "Cache-Control: max-age=60", StorageVerdict.StatusNotStorable)]
    [InlineData(304, "Cache-Control: max-age=60", StorageVerdict.StatusNotStorable)]
    [InlineData(103, "Cache-Control: max-age=60", StorageVerdict.StatusNotStorable)]
    [InlineData(600, "Cache-Control: max-age=60", StorageVerdict.StatusNotStorable)]
    [InlineData(299, "Cache-Control: max-age=60, must-understand", StorageVerdict.StatusNotUnderstood)]
    [InlineData(299, "Cache-Control: max-age=60", StorageVerdict.Storable)]
    [InlineData(299, "Cache-Control: public", StorageVerdict.Storable)]
    [InlineData(299, "", StorageVerdict.NothingAllowsIt)]
    [InlineData(302, "", StorageVerdict.NothingAllowsIt)]
    [InlineData(302, "Cache-Control: max-age=60", StorageVerdict.Storable)]
    [InlineData(302, "Cache-Control: s-maxage=60", StorageVerdict.Storable)]
    [InlineData(302, "Cache-Control: public", StorageVerdict.Storable)]
    [InlineData(302, "Expires: 0", StorageVerdict.Storable)]
    [InlineData(500, "", StorageVerdict.NothingAllowsIt)]
    [InlineData(503, "Cache-Control: max-age=5", StorageVerdict.Storable)]
    public void Decide_Section3_TableOfResponses(int status, string fields, StorageVerdict expected) =>
        Assert.Equal(expected, Storability.Decide(Heads.Get(), new ResponseHead(status, Heads.Lines(fields))));

    [Theory]
    [InlineData(200)]
    [InlineData(203)]
    [InlineData(204)]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(308)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(410)]
    [InlineData(414)]
    [InlineData(501)]
    public void Decide_Section151_HeuristicallyCacheableStatusNeedsNothingMore(int status) =>
        Assert.Equal(StorageVerdict.Storable, Storability.Decide(Heads.Get(), Heads.Head(status)));

    [Fact]
    public void Decide_Head_IsNotStored() =>
        Assert.Equal(
            StorageVerdict.MethodNotGet,
            Storability.Decide(Heads.Get() with { IsHead = true }, Heads.Head(200))
        );

    [Theory]
    [InlineData("", true)]
    [InlineData("Cache-Control: no-cache", true)]
    [InlineData("Cache-Control: max-age=0", true)]
    [InlineData("Vary: Accept-Language", true)]
    [InlineData("Cache-Control: private", false)]
    [InlineData("Cache-Control: max-age=60, no-store", false)]
    [InlineData("Vary: *", false)]
    public void Sharing_AmongThoseWaiting_NeedsNeitherPrivateNorNoStoreNorVaryStar(string fields, bool expected) =>
        Assert.Equal(expected, Sharing.Allows(new ResponseHead(302, Heads.Lines(fields))));
}
