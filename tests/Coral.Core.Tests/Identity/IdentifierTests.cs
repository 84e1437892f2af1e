using System.Globalization;
using System.Numerics;
using Coral.Core.Identity;
using FsCheck.Fluent;

namespace Coral.Core.Tests.Identity;

/// <summary>Every operation against the same one on <see cref="BigInteger"/>: slow and obvious.</summary>
public sealed class IdentifierTests
{
    private const int Seed = 160;
    private static readonly BigInteger Space = BigInteger.One << Identifier.BitCount;

    public static TheoryData<string> Edges =>
        new(
            "0000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000001",
            "00000000000000000000000000000000ffffffff",
            "0000000000000000000000000000000100000000",
            "0000000000000000ffffffffffffffffffffffff",
            "0000000000000001000000000000000000000000",
            "7fffffffffffffffffffffffffffffffffffffff",
            "8000000000000000000000000000000000000000",
            "ffffffffffffffffffffffffffffffffffffffff"
        );

    [Fact]
    public void Operations_OnEveryPair_AgreeWithBigInteger()
    {
        var points = Points();
        foreach (var a in points)
        {
            foreach (var b in points)
            {
                Assert.Equal(Number(a).CompareTo(Number(b)), a.CompareTo(b));
                Assert.Equal(Number(a) ^ Number(b), Number(a ^ b));
                Assert.Equal(BigInteger.Abs(Number(a) - Number(b)), Number(a.Gap(b)));
                Assert.Equal(a == b, Number(a) == Number(b));
            }

            Assert.Equal(Number(a) >> 1, Number(a.Half()));
            Assert.Equal(Identifier.BitCount - (int)Number(a).GetBitLength(), a.LeadingZeroCount);
        }
    }

    [Fact]
    public void Splice_AtEveryLength_TakesThatManyBits()
    {
        var points = Points();
        for (var bits = 0; bits <= Identifier.BitCount; bits++)
        {
            var lowMask = (BigInteger.One << (Identifier.BitCount - bits)) - 1;
            var key = points[bits % points.Count];
            var rest = points[(bits + 7) % points.Count];
            var expected = (Number(key) & (Space - 1 - lowMask)) | (Number(rest) & lowMask);

            Assert.Equal(expected, Number(rest.Splice(key, bits)));
        }
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Read_WhatWriteWrote_IsTheSamePoint(string hex)
    {
        var point = Parse(hex);
        Span<byte> bytes = stackalloc byte[Identifier.ByteCount];
        point.Write(bytes);

        Assert.Equal(point, Identifier.Read(bytes));
        Assert.Equal(hex, point.ToString());
    }

    [Fact]
    public void Splice_BitByBit_NeverGoesAwayFromTheKey() =>
        FsCheck.Check.One(
            FsCheck.Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                seed =>
                {
                    var random = new Random(seed);
                    var (key, self) = (Draw(random), Draw(random));
                    var last = XorDistance.Between(key, self);
                    for (var bits = 1; bits <= Identifier.BitCount; bits++)
                    {
                        var next = XorDistance.Between(key, self.Splice(key, bits));
                        if (next > last || next.CommonPrefixLength < bits)
                        {
                            return false;
                        }

                        last = next;
                    }

                    return last.Value == default;
                }
            )
        );

    [Fact]
    public void Operations_OnValues_AllocateNothing()
    {
        var points = Points();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = 0;
        for (var i = 1; i < points.Count; i++)
        {
            sum += XorDistance.Compare(points[0], points[i - 1], points[i]);
            sum += points[i].Splice(points[0], i % 160).LeadingZeroCount + points[i].Half().GetHashCode();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(int.MinValue, sum);
    }

    private static List<Identifier> Points()
    {
        var random = new Random(Seed);
        var points = Edges.Select(row => Parse(row.Data)).ToList();
        points.AddRange(Enumerable.Range(0, 40).Select(_ => Draw(random)));
        return points;
    }

    private static Identifier Draw(Random random)
    {
        Span<byte> bytes = stackalloc byte[Identifier.ByteCount];
        random.NextBytes(bytes);
        return Identifier.Read(bytes);
    }

    private static Identifier Parse(string hex) => Identifier.Read(Convert.FromHexString(hex));

    private static BigInteger Number(Identifier point) =>
        BigInteger.Parse("0" + point, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
