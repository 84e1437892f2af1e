using Coral.Caching.Http;
using Coral.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9110, sections 13.1.5 and 14.</summary>
public sealed class RangeSelectorTests
{
    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=0-", 0, 100)]
    [InlineData("bytes=0-99", 0, 100)]
    [InlineData("bytes=0-100", 0, 100)]
    [InlineData("bytes=99-", 99, 1)]
    [InlineData("bytes=10-19", 10, 10)]
    [InlineData("BYTES=10-19", 10, 10)]
    [InlineData("bytes= 10-19 ", 10, 10)]
    [InlineData("bytes=,10-19,\t,", 10, 10)]
    [InlineData("bytes=0010-0019", 10, 10)]
    [InlineData("bytes=-1", 99, 1)]
    [InlineData("bytes=-100", 0, 100)]
    [InlineData("bytes=-101", 0, 100)]
    [InlineData("bytes=-99999999999999999999999999", 0, 100)]
    [InlineData("bytes=10-99999999999999999999999999", 10, 90)]
    [InlineData("bytes=10-19,20-29", 10, 20)]
    [InlineData("bytes=20-29, 10-19", 10, 20)]
    [InlineData("bytes=10-50,20-29", 10, 41)]
    [InlineData("bytes=90-,-20", 80, 20)]
    [InlineData("bytes=10-19,200-300", 10, 10)]
    [InlineData("bytes=10-19,-0", 10, 10)]
    [InlineData("bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7,8-8,9-9,10-10,11-11,12-12,13-13,14-14,15-15", 0, 16)]
    public void Select_Section141_OneSlice(string range, long offset, long length) =>
        Assert.Equal(new RangeSelection(RangeOutcome.Part, offset, length, 100), Select(range, 100));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bytes")]
    [InlineData("bytes=")]
    [InlineData("bytes=,,")]
    [InlineData("bytes=-")]
    [InlineData("bytes=--1")]
    [InlineData("bytes=5")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=1-b")]
    [InlineData("bytes=+1-2")]
    [InlineData("bytes=1 - 2")]
    [InlineData("bytes=1-2-3")]
    [InlineData("bytes=1.5-2")]
    [InlineData("bytes=20-10")]
    [InlineData("bytes=0-1,20-10")]
    [InlineData("bytes=200-100")]
    [InlineData("bytes=0-1;2-3")]
    [InlineData("bytes 0-1")]
    [InlineData("items=0-1")]
    [InlineData("bytes=0-1,50-51")]
    [InlineData("bytes=0-1,3-4")]
    [InlineData("bytes=٠-١")]
    public void Select_Section142_IgnoredOrSeveral_IsWhole(string? range) =>
        Assert.Equal(new RangeSelection(RangeOutcome.Whole, 0, 100, 100), Select(range, 100));

    [Theory]
    [InlineData("bytes=100-", 100)]
    [InlineData("bytes=100-200", 100)]
    [InlineData("bytes=100-,200-", 100)]
    [InlineData("bytes=-0", 100)]
    [InlineData("bytes=99999999999999999999999999-", 100)]
    [InlineData("bytes=0-0", 0)]
    [InlineData("bytes=0-", 0)]
    [InlineData("bytes=-0", 0)]
    public void Select_Section15517_NothingInTheBody_IsUnsatisfiable(string range, long length)
    {
        var selection = Select(range, length);

        Assert.Equal(new RangeSelection(RangeOutcome.Unsatisfiable, 0, 0, length), selection);
        Assert.Equal($"bytes */{length}", selection.ContentRange);
    }

    [Fact]
    public void Select_SuffixOfAnEmptyBody_IsWhole() =>
        Assert.Equal(new RangeSelection(RangeOutcome.Whole, 0, 0, 0), Select("bytes=-5", 0));

    [Theory]
    [InlineData(17)]
    [InlineData(10_000)]
    public void Select_Section142_ManyRanges_AreIgnored(int count)
    {
        var overlapping = "bytes=" + string.Join(',', Enumerable.Repeat("0-", count));
        var empty = "bytes=0-1" + new string(',', count);

        Assert.Equal(RangeOutcome.Whole, Select(overlapping, 100).Outcome);
        Assert.Equal(RangeOutcome.Whole, Select(empty, 100).Outcome);
    }

    [Fact]
    public void ContentRange_Section144_NamesFirstLastAndLength()
    {
        Assert.Equal("bytes 10-19/100", Select("bytes=10-19", 100).ContentRange);
        Assert.Null(Select(null, 100).ContentRange);
    }

    [Fact]
    public void Select_LongestBody_DoesNotOverflow() =>
        Assert.Equal(
            new RangeSelection(RangeOutcome.Part, 1, long.MaxValue - 1, long.MaxValue),
            Select("bytes=1-9223372036854775807", long.MaxValue)
        );

    [Theory]
    [InlineData(206)]
    [InlineData(404)]
    [InlineData(301)]
    public void Select_OtherStatusThan200_IsWhole(int status) =>
        Assert.Equal(
            RangeOutcome.Whole,
            RangeSelector.Select(FieldList.Of(("Range", "bytes=0-1")), Heads.Head(status), 100, Heads.Noon).Outcome
        );

    [Theory]
    [InlineData("ETag: \"a\"", "\"a\"", RangeOutcome.Part)]
    [InlineData("ETag: \"a\"", "\"b\"", RangeOutcome.Whole)]
    [InlineData("ETag: W/\"a\"", "W/\"a\"", RangeOutcome.Whole)]
    [InlineData("ETag: W/\"a\"", "\"a\"", RangeOutcome.Whole)]
    [InlineData("ETag: \"a\"", "W/\"a\"", RangeOutcome.Whole)]
    [InlineData("ETag: \"a\"", "\"a\", \"b\"", RangeOutcome.Whole)]
    [InlineData("ETag: a", "a", RangeOutcome.Whole)]
    [InlineData("ETag: \"a\"", "*", RangeOutcome.Whole)]
    [InlineData("ETag: \"a\"", "", RangeOutcome.Whole)]
    [InlineData("", "\"a\"", RangeOutcome.Whole)]
    [InlineData(
        "Date: Sun, 06 Nov 1994 08:49:38 GMT | Last-Modified: " + Heads.NoonText,
        Heads.NoonText,
        RangeOutcome.Part
    )]
    [InlineData(
        "Date: Sun, 06 Nov 1994 08:49:38 GMT | Last-Modified: " + Heads.NoonText,
        "Sunday, 06-Nov-94 08:49:37 GMT",
        RangeOutcome.Part
    )]
    [InlineData(
        "Date: Sun, 06 Nov 1994 08:49:38 GMT | Last-Modified: " + Heads.NoonText,
        "Sun, 06 Nov 1994 08:49:38 GMT",
        RangeOutcome.Whole
    )]
    [InlineData("Date: " + Heads.NoonText + " | Last-Modified: " + Heads.NoonText, Heads.NoonText, RangeOutcome.Whole)]
    [InlineData("Last-Modified: " + Heads.NoonText, Heads.NoonText, RangeOutcome.Whole)]
    [InlineData("Date: " + Heads.NoonText, Heads.NoonText, RangeOutcome.Whole)]
    public void Select_Section1315_IfRangeNeedsOurStrongValidator(
        string stored,
        string ifRange,
        RangeOutcome expected
    ) =>
        Assert.Equal(
            expected,
            RangeSelector
                .Select(
                    FieldList.Of(("Range", "bytes=0-1"), ("If-Range", ifRange)),
                    new ResponseHead(200, Heads.Lines(stored)),
                    100,
                    Heads.Noon
                )
                .Outcome
        );

    [Fact]
    public void Select_AnyRanges_AgreesWithByteByByteModel()
    {
        var number = Gen.Choose(0, 12).Select(n => n.ToString());
        var member = Gen.OneOf(
            number.Zip(number, (a, b) => $"{a}-{b}"),
            number.Select(a => $"{a}-"),
            number.Select(a => $"-{a}")
        );
        var requests = Gen.ArrayOf(member)
            .Where(list => list.Length is > 0 and <= RangeSelector.MaxRanges)
            .ToArbitrary();

        Prop.ForAll(
                requests,
                Gen.Choose(0, 10).ToArbitrary(),
                (members, length) => Select("bytes=" + string.Join(", ", members), length) == Model(members, length)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

        // Marks every byte that is asked for, then looks at what is marked.
        static RangeSelection Model(string[] members, int length)
        {
            var marked = new bool[length];
            var satisfiable = false;
            foreach (var pair in members.Select(member => member.Split('-')))
            {
                var isSuffix = pair[0].Length == 0;
                var first = isSuffix ? length - int.Parse(pair[1]) : int.Parse(pair[0]);
                var last = isSuffix || pair[1].Length == 0 ? length - 1 : int.Parse(pair[1]);
                if (!isSuffix && pair[1].Length > 0 && last < first)
                {
                    return new RangeSelection(RangeOutcome.Whole, 0, length, length);
                }

                satisfiable |= isSuffix ? pair[1].TrimStart('0').Length > 0 : first < length;
                for (var i = Math.Max(first, 0); i <= last && i < length; i++)
                {
                    marked[i] = true;
                }
            }

            var (from, to) = (Array.IndexOf(marked, true), Array.LastIndexOf(marked, true));
            var count = marked.Count(isMarked => isMarked);
            return !satisfiable ? new RangeSelection(RangeOutcome.Unsatisfiable, 0, 0, length)
                : count > 0 && to - from + 1 == count ? new RangeSelection(RangeOutcome.Part, from, count, length)
                : new RangeSelection(RangeOutcome.Whole, 0, length, length);
        }
    }

    [Fact]
    public void Select_HostileText_StaysWithinTheBody()
    {
        var random = new Random(14);
        const string Alphabet = "0123456789--,,= \tbytes\u0660\u0000";
        for (var i = 0; i < 60_000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(30)).Select(_ => Alphabet[random.Next(Alphabet.Length)])
            );
            var length = random.Next(3) == 0 ? random.Next(5) : random.NextInt64();

            var selection = Select("bytes=" + text, length);

            Assert.InRange(selection.Offset, 0, length);
            Assert.InRange(selection.Length, selection.Outcome == RangeOutcome.Part ? 1 : 0, length - selection.Offset);
        }
    }

    [Fact]
    public void Select_HitPath_AllocatesNothing()
    {
        var head = Heads.Head(200, ("ETag", "\"a\""));
        var request = FieldList.Of(("Range", "bytes=10-19, 15-30"), ("If-Range", "\"a\""));

        Assert.Equal(0, Allocation.Of(() => RangeSelector.Select(request, head, 100, Heads.Noon)));
    }

    private static RangeSelection Select(string? range, long length) =>
        RangeSelector.Select(
            range is null ? FieldList.Empty : FieldList.Of(("Range", range)),
            Heads.Head(200),
            length,
            Heads.Noon
        );
}
