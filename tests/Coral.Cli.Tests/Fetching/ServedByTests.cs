using Coral.Cli.Fetching;

namespace Coral.Cli.Tests.Fetching;

public sealed class ServedByTests
{
    [Theory]
    [InlineData(null, "unknown: no Cache-Status of a Coral node came")]
    [InlineData("other; hit", "unknown: no Cache-Status of a Coral node came")]
    [InlineData("coral; hit; ttl=30; detail=memory", "this node's memory: a hit, fresh for 30 s")]
    [InlineData("\"coral\"; hit; ttl=-1; detail=disk", "this node's disk: a hit, to be asked for again next time")]
    [InlineData(
        "coral; hit, coral; fwd=uri-miss; fwd-status=200; collapsed; stored; detail=level1",
        "another node (level1): asked for because of uri-miss, by a fetch that was under way, now stored"
    )]
    [InlineData(
        "coral; fwd=uri-miss; key=\"/a, coral; hit\"; stored; detail=origin",
        "the origin: asked for because of uri-miss, now stored"
    )]
    [InlineData("coral; key=\"; stored\"; hit; detail=memory", "this node's memory: a hit")]
    [InlineData("coral; hit; detail=memory, other; key=\"a\\\", coral; stored\"", "this node's memory: a hit")]
    [InlineData("coral", "the node itself")]
    public void Describe_OfAField_SaysWhatOurLastMemberSays(string? field, string expected) =>
        Assert.Equal(expected, ServedBy.Describe(field));
}
