using Coral.Cli.Fetching;

namespace Coral.Cli.Tests.Fetching;

public sealed class ServedByTests
{
    [Theory]
    [InlineData(null, "unknown: the response has no Cache-Status of a Coral node")]
    [InlineData("other; hit", "unknown: the response has no Cache-Status of a Coral node")]
    [InlineData("coral; hit; ttl=30; detail=memory", "this node's memory: cache hit, fresh for 30 s")]
    [InlineData(
        "\"coral\"; hit; ttl=-1; detail=disk",
        "this node's disk: cache hit, stale: revalidated on the next request"
    )]
    [InlineData(
        "coral; hit, coral; fwd=uri-miss; fwd-status=200; collapsed; stored; detail=level1",
        "another node (level1): cache miss (uri-miss), joined a fetch in progress, now stored"
    )]
    [InlineData(
        "coral; fwd=uri-miss; key=\"/a, coral; hit\"; stored; detail=origin",
        "the origin: cache miss (uri-miss), now stored"
    )]
    [InlineData("coral; key=\"; stored\"; hit; detail=memory", "this node's memory: cache hit")]
    [InlineData("coral; hit; detail=memory, other; key=\"a\\\", coral; stored\"", "this node's memory: cache hit")]
    [InlineData("coral", "the node itself")]
    public void Describe_OfAField_SaysWhatOurLastMemberSays(string? field, string expected) =>
        Assert.Equal(expected, ServedBy.Describe(field));
}
