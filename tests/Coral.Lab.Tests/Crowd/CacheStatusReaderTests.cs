using Coral.Lab.Crowd;

namespace Coral.Lab.Tests.Crowd;

public sealed class CacheStatusReaderTests
{
    [Theory]
    [InlineData("coral; hit; ttl=3412; detail=memory", RequestSource.Local)]
    [InlineData("coral; fwd=uri-miss; collapsed; detail=level2", RequestSource.Joined)]
    [InlineData("coral; fwd=uri-miss; fwd-status=200; stored; detail=level2", RequestSource.Level2)]
    [InlineData("coral; fwd=uri-miss; fwd-status=200; stored; collapsed; detail=level0", RequestSource.Level0)]
    [InlineData("coral; fwd=uri-miss; fwd-status=200; stored; detail=level1", RequestSource.Level1)]
    [InlineData("coral; fwd=uri-miss; fwd-status=200; stored; detail=level0", RequestSource.Level0)]
    [InlineData("coral; fwd=stale; fwd-status=304; detail=origin", RequestSource.Origin)]
    [InlineData("other; hit, coral; fwd=uri-miss; detail=origin, third; hit", RequestSource.Origin)]
    [InlineData("coral; hit, coral; fwd=uri-miss; detail=level1", RequestSource.Level1)]
    [InlineData("coral; fwd=uri-miss; key=\"/a,coral;hit\"; detail=origin", RequestSource.Origin)]
    [InlineData("coral; fwd=uri-miss; key=\"; hit\"; detail=level1", RequestSource.Level1)]
    [InlineData("coral; fwd=uri-miss; key=\"a\\\", coral; hit\"; detail=level0", RequestSource.Level0)]
    [InlineData("\"coral\"; hit; detail=memory", RequestSource.Local)]
    [InlineData("coral; fwd=bypass", RequestSource.Unknown)]
    [InlineData("other; hit", RequestSource.Unknown)]
    [InlineData("", RequestSource.Unknown)]
    public void Read_OfAField_IsTheSourceThatOurLastMemberNames(string field, RequestSource source) =>
        Assert.Equal(source, CacheStatusReader.Read([field]));

    [Fact]
    public void Read_OfSeveralLines_IsThatOfTheLast() =>
        Assert.Equal(RequestSource.Level0, CacheStatusReader.Read(["coral; hit", "coral; fwd=miss; detail=level0"]));
}
