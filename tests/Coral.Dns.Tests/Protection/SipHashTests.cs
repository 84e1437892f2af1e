using Coral.Dns.Protection;

namespace Coral.Dns.Tests.Protection;

public sealed class SipHashTests
{
    // The vectors that its authors publish with the algorithm: key 00 01 … 0f, message 00 01 … of each length.
    [Theory]
    [InlineData(0, 0x726f_db47_dd0e_0e31)]
    [InlineData(1, 0x74f8_39c5_93dc_67fd)]
    [InlineData(7, 0xab02_00f5_8b01_d137)]
    [InlineData(8, 0x93f5_f579_9a93_2462)]
    [InlineData(15, 0xa129_ca61_49be_45e5)]
    public void Hash_OfItsAuthorsMessages_IsTheirs(int length, ulong expected)
    {
        var bytes = Enumerable.Range(0, 16).Select(i => (byte)i).ToArray();

        Assert.Equal(expected, SipHash.WithKey(bytes).Hash(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void Hash_OfTwoNumbers_IsThatOfTheirBytes()
    {
        var bytes = Enumerable.Range(0, 16).Select(i => (byte)i).ToArray();
        var hash = SipHash.WithKey(bytes);

        Assert.Equal(hash.Hash(bytes), hash.Hash(0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908));
    }
}
