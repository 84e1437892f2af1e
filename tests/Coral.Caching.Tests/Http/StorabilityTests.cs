using Coral.Caching.Http;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9111, section 3; RFC 9110, section 15.1.</summary>
public sealed class StorabilityTests
{
    [Theory]
    [InlineData(200, "", StorageOutcome.Storable)]
    [InlineData(200, "Cache-Control: max-age=0", StorageOutcome.Storable)]
    [InlineData(200, "Cache-Control: no-cache", StorageOutcome.Storable)]
    [InlineData(200, "Set-Cookie: a=b", StorageOutcome.Storable)]
    [InlineData(200, "Cache-Control: no-store", StorageOutcome.NoStore)]
    [InlineData(200, "Cache-Control: max-age=60, NO-STORE", StorageOutcome.NoStore)]
    [InlineData(200, "Cache-Control: max-age=60 | Cache-Control: no-store", StorageOutcome.NoStore)]
    [InlineData(200, "Cache-Control: private", StorageOutcome.Private)]
    [InlineData(200, "Cache-Control: private=\"X-User\"", StorageOutcome.Private)]
    [InlineData(200, "Cache-Control: private=\"Set-Cookie\"", StorageOutcome.Storable)]
    [InlineData(200, "Cache-Control: private, public, max-age=60", StorageOutcome.Private)]
    [InlineData(200, "Vary: *", StorageOutcome.VariesOnEverything)]
    [InlineData(200, "Vary: Accept, * | Cache-Control: max-age=60", StorageOutcome.VariesOnEverything)]
    [InlineData(200, "Vary: Accept | Vary: *", StorageOutcome.VariesOnEverything)]
    [InlineData(200, "Vary: Accept", StorageOutcome.Storable)]
    [InlineData(200, "Pragma: no-cache", StorageOutcome.Storable)]
    [InlineData(200, "Cache-Control: must-understand, no-store", StorageOutcome.Storable)]
    [InlineData(206, "Cache-Control: max-age=60", StorageOutcome.StatusNotStorable)]
    [InlineData(304, "Cache-Control: max-age=60", StorageOutcome.StatusNotStorable)]
    [InlineData(103, "Cache-Control: max-age=60", StorageOutcome.StatusNotStorable)]
    [InlineData(600, "Cache-Control: max-age=60", StorageOutcome.StatusNotStorable)]
    [InlineData(299, "Cache-Control: max-age=60, must-understand", StorageOutcome.StatusNotUnderstood)]
    [InlineData(299, "Cache-Control: max-age=60", StorageOutcome.Storable)]
    [InlineData(299, "Cache-Control: public", StorageOutcome.Storable)]
    [InlineData(299, "", StorageOutcome.NothingAllowsIt)]
    [InlineData(302, "", StorageOutcome.NothingAllowsIt)]
    [InlineData(302, "Cache-Control: max-age=60", StorageOutcome.Storable)]
    [InlineData(302, "Cache-Control: s-maxage=60", StorageOutcome.Storable)]
    [InlineData(302, "Cache-Control: public", StorageOutcome.Storable)]
    [InlineData(302, "Expires: 0", StorageOutcome.Storable)]
    [InlineData(500, "", StorageOutcome.NothingAllowsIt)]
    [InlineData(503, "Cache-Control: max-age=5", StorageOutcome.Storable)]
    public void Decide_Section3_TableOfResponses(int status, string fields, StorageOutcome expected) =>
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
        Assert.Equal(StorageOutcome.Storable, Storability.Decide(Heads.Get(), Heads.Head(status)));

    [Fact]
    public void Decide_Head_IsNotStored() =>
        Assert.Equal(
            StorageOutcome.MethodNotGet,
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
