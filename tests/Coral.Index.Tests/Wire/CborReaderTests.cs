using System.Formats.Cbor;
using Coral.Index.Wire;

namespace Coral.Index.Tests.Wire;

/// <summary>Our reader and writer against System.Formats.Cbor in canonical mode.</summary>
public sealed class CborReaderTests
{
    public static TheoryData<ulong> Edges =>
        [0, 1, 23, 24, 255, 256, 65_535, 65_536, uint.MaxValue, (ulong)uint.MaxValue + 1, ulong.MaxValue];

    [Theory]
    [MemberData(nameof(Edges))]
    public void UInt_AtEveryLength_IsWhatTheOracleWrites(ulong value)
    {
        var oracle = new System.Formats.Cbor.CborWriter(CborConformanceMode.Canonical);
        oracle.WriteUInt64(value);
        var ours = new byte[9];
        var writer = new Coral.Index.Wire.CborWriter(ours);
        writer.UInt(value);
        var reader = new Coral.Index.Wire.CborReader(oracle.Encode());

        Assert.Equal(oracle.Encode(), ours[..writer.Length]);
        Assert.Equal(value, reader.UInt(ulong.MaxValue));
        Assert.True(reader.IsComplete);
    }

    [Theory]
    [InlineData("1800")]
    [InlineData("1817")]
    [InlineData("1900ff")]
    [InlineData("1a0000ffff")]
    [InlineData("1b00000000ffffffff")]
    [InlineData("1c")]
    [InlineData("1f")]
    [InlineData("19ff")]
    [InlineData("20")]
    [InlineData("")]
    public void UInt_NotShortestOrCutOrAnotherType_Fails(string hex)
    {
        var reader = new Coral.Index.Wire.CborReader(Convert.FromHexString(hex));

        Assert.Equal(0UL, reader.UInt(ulong.MaxValue));
        Assert.True(reader.Failed);
    }

    [Theory]
    [InlineData("5f4101ff")]
    [InlineData("4201")]
    [InlineData("5bffffffffffffffff01")]
    public void Bytes_IndefiniteOrLongerThanTheRest_Fails(string hex)
    {
        var reader = new Coral.Index.Wire.CborReader(Convert.FromHexString(hex));

        Assert.True(reader.Bytes(int.MaxValue).IsEmpty);
        Assert.True(reader.Failed);
    }

    [Theory]
    [InlineData("a2000101", false)]
    [InlineData("a200010102", true)]
    [InlineData("a201020001", false)]
    [InlineData("a200010002", false)]
    [InlineData("a10001ff", false)]
    public void MapReader_TryNext_TakesAscendingKeysOnly(string hex, bool complete)
    {
        var map = new MapReader(Convert.FromHexString(hex));
        while (map.TryNext(int.MaxValue, out _))
        {
            map.Items.Skip();
        }

        Assert.Equal(complete, map.IsComplete);
    }

    [Fact]
    public void Skip_NestedTooDeep_Fails()
    {
        var reader = new Coral.Index.Wire.CborReader(Convert.FromHexString("8181818181818100"));
        reader.Skip();

        Assert.True(reader.Failed);
    }

    [Fact]
    public void Writer_OutOfRoom_FailsAndStaysFailed()
    {
        var writer = new Coral.Index.Wire.CborWriter(new byte[3]);
        writer.Bytes([1, 2, 3]);
        writer.UInt(1);

        Assert.True(writer.Failed);
    }
}
