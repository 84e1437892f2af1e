using Coral.Core.Identity;

namespace Coral.Core.Tests.Identity;

public sealed class NodeIdTests
{
    [Fact]
    public void OfPublicKey_IsTheFrontOfSha256() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a3", NodeId.OfPublicKey("abc"u8).ToString());

    [Fact]
    public void Key_OfText_LiesInTheSameSpace() => Assert.Equal(NodeId.OfPublicKey("abc"u8).Point, Key.Of("abc").Point);
}
