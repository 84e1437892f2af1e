using System.Numerics;
using Coral.Core.Units;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Core.Tests.Units;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("0B", 0)]
    [InlineData("100B", 100)]
    [InlineData("64KB", 65_536)]
    [InlineData("1.5KB", 1_536)]
    [InlineData("50MB", 52_428_800)]
    [InlineData("4GB", 4_294_967_296)]
    [InlineData("8589934591GB", 9_223_372_035_781_033_984)]
    public void TryParse_NumberAndUnit_Reads(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("KB")]
    [InlineData("5 KB")]
    [InlineData("-1KB")]
    [InlineData("5kb")]
    [InlineData("5K")]
    [InlineData("5KiB")]
    [InlineData("5TB")]
    [InlineData("0.5B")]
    [InlineData("0.0001KB")]
    [InlineData("8589934592GB")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(1, "1B")]
    [InlineData(1_536, "1536B")]
    [InlineData(65_536, "64KB")]
    [InlineData(52_428_800, "50MB")]
    [InlineData(4_294_967_296, "4GB")]
    public void Format_Size_TakesTheLargestUnitThatDivides(long bytes, string text) =>
        Assert.Equal(text, ByteSize.Format(bytes));

    [Fact]
    public void Format_AnySize_ReadsBackAsItself() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<long>().Filter(bytes => bytes >= 0),
                bytes => ByteSize.TryParse(ByteSize.Format(bytes), out var back) && back == bytes
            )
            .QuickCheckThrowOnFailure();

    /// <summary>The model reads the number as an exact fraction.</summary>
    [Fact]
    public void TryParse_AnyDecimal_AgreesWithExactFractions() =>
        Prop.ForAll(
                Gen.Choose(0, 99_999).ToArbitrary(),
                Gen.Choose(0, 99_999).ToArbitrary(),
                Gen.Elements("B", "KB", "MB", "GB").ToArbitrary(),
                (whole, fraction, unit) =>
                {
                    var power = unit switch
                    {
                        "B" => 0,
                        "KB" => 10,
                        "MB" => 20,
                        _ => 30,
                    };
                    var scaled = ((BigInteger)whole * 100_000 + fraction) << power;
                    var parsed = ByteSize.TryParse($"{whole}.{fraction:D5}{unit}", out var bytes);
                    return parsed == (scaled % 100_000 == 0) && (!parsed || bytes == scaled / 100_000);
                }
            )
            .QuickCheckThrowOnFailure();
}
