using Coral.Caching.Http;
using Coral.Testing;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9110, sections 8.8.3.2 and 13; RFC 9111, section 4.3.2.</summary>
public sealed class PreconditionsTests
{
    private const string Noon = Heads.NoonText;
    private const string Earlier = "Sun, 06 Nov 1994 08:49:36 GMT";
    private const string Later = "Sun, 06 Nov 1994 08:49:38 GMT";
    private const PreconditionOutcome Proceed = PreconditionOutcome.Proceed;
    private const PreconditionOutcome NotModified = PreconditionOutcome.NotModified;
    private const PreconditionOutcome Failed = PreconditionOutcome.Failed;

    [Theory]
    [InlineData("\"a\"", "\"a\"", NotModified)]
    [InlineData("\"a\"", "\"b\"", Proceed)]
    [InlineData("\"a\"", "\"A\"", Proceed)]
    [InlineData("\"a\"", "W/\"a\"", NotModified)]
    [InlineData("W/\"a\"", "\"a\"", NotModified)]
    [InlineData("W/\"a\"", "W/\"a\"", NotModified)]
    [InlineData("\"a\"", "\"x\",\"a\"", NotModified)]
    [InlineData("\"a\"", "\"x, \" , W/\"a\" , \"z\"", NotModified)]
    [InlineData("\"a,b\"", "\"a,b\"", NotModified)]
    [InlineData("\"a\"", "*", NotModified)]
    [InlineData(null, "*", NotModified)]
    [InlineData("\"a\"", "a", Proceed)]
    [InlineData("\"a\"", "\"a", Proceed)]
    [InlineData("\"a\"", "\"ba\"", Proceed)]
    [InlineData("\"a\"", "", Proceed)]
    [InlineData("\"\"", "\"\"", NotModified)]
    [InlineData("a", "a", Proceed)]
    [InlineData(null, "\"a\"", Proceed)]
    public void Evaluate_Section1312_IfNoneMatchComparesWeakly(string? tag, string field, PreconditionOutcome expected)
    {
        var head = tag is null ? Heads.Head(200) : Heads.Head(200, ("ETag", tag));

        Assert.Equal(expected, Preconditions.Evaluate(FieldList.Of(("If-None-Match", field)), head, Heads.Noon));
    }

    [Theory]
    [InlineData("\"a\"", "\"a\"", Proceed)]
    [InlineData("\"a\"", "\"x\", \"a\"", Proceed)]
    [InlineData("\"a\"", "*", Proceed)]
    [InlineData("\"a\"", "\"b\"", Failed)]
    [InlineData("\"a\"", "W/\"a\"", Failed)]
    [InlineData("W/\"a\"", "W/\"a\"", Failed)]
    [InlineData("W/\"a\"", "\"a\"", Failed)]
    [InlineData("\"a\"", "", Failed)]
    public void Evaluate_Section1311_IfMatchComparesStrongly(string tag, string field, PreconditionOutcome expected) =>
        Assert.Equal(
            expected,
            Preconditions.Evaluate(FieldList.Of(("If-Match", field)), Heads.Head(200, ("ETag", tag)), Heads.Noon)
        );

    [Theory]
    [InlineData("Last-Modified: " + Noon, Noon, NotModified)]
    [InlineData("Last-Modified: " + Noon, "Sunday, 06-Nov-94 08:49:37 GMT", NotModified)]
    [InlineData("Last-Modified: " + Noon, "Sun Nov  6 08:49:37 1994", NotModified)]
    [InlineData("Last-Modified: " + Noon, Later, NotModified)]
    [InlineData("Last-Modified: " + Noon, Earlier, Proceed)]
    [InlineData("Last-Modified: " + Noon, "garbage", Proceed)]
    [InlineData("Last-Modified: " + Noon, Later + ", " + Later, Proceed)]
    [InlineData("Date: " + Noon, Noon, NotModified)]
    [InlineData("Date: " + Noon, Earlier, Proceed)]
    [InlineData("", Noon, NotModified)]
    [InlineData("", Earlier, Proceed)]
    public void Evaluate_Section432_IfModifiedSince(string stored, string since, PreconditionOutcome expected) =>
        Assert.Equal(
            expected,
            Preconditions.Evaluate(
                FieldList.Of(("If-Modified-Since", since)),
                new ResponseHead(200, Heads.Lines(stored)),
                Heads.Noon
            )
        );

    [Theory]
    [InlineData("If-Match: \"b\" | If-None-Match: \"a\"", Failed)]
    [InlineData("If-Match: \"a\" | If-None-Match: \"a\"", NotModified)]
    [InlineData("If-Match: \"a\" | If-Unmodified-Since: " + Earlier, Proceed)]
    [InlineData("If-Unmodified-Since: " + Earlier, Failed)]
    [InlineData("If-Unmodified-Since: " + Noon, Proceed)]
    [InlineData("If-Unmodified-Since: garbage", Proceed)]
    [InlineData("If-Unmodified-Since: " + Earlier + " | If-None-Match: \"a\"", Failed)]
    [InlineData("If-Unmodified-Since: " + Noon + " | If-None-Match: \"a\"", NotModified)]
    [InlineData("If-None-Match: \"b\" | If-Modified-Since: " + Later, Proceed)]
    [InlineData("If-None-Match: \"a\" | If-Modified-Since: " + Earlier, NotModified)]
    [InlineData("If-None-Match: \"b\" | If-None-Match: \"a\"", NotModified)]
    [InlineData("", Proceed)]
    public void Evaluate_Section1322_Precedence(string request, PreconditionOutcome expected) =>
        Assert.Equal(
            expected,
            Preconditions.Evaluate(
                Heads.Lines(request),
                Heads.Head(200, ("ETag", "\"a\""), ("Last-Modified", Noon)),
                Heads.Noon
            )
        );

    [Fact]
    public void Evaluate_NoModificationDate_IgnoresIfUnmodifiedSince() =>
        Assert.Equal(
            Proceed,
            Preconditions.Evaluate(FieldList.Of(("If-Unmodified-Since", Earlier)), Heads.Head(200), Heads.Noon)
        );

    [Theory]
    [InlineData(404)]
    [InlineData(301)]
    [InlineData(503)]
    public void Evaluate_Section1321_OtherStatusIgnoresConditions(int status) =>
        Assert.Equal(
            Proceed,
            Preconditions.Evaluate(
                FieldList.Of(("If-None-Match", "*"), ("If-Match", "\"b\"")),
                Heads.Head(status, ("ETag", "\"a\"")),
                Heads.Noon
            )
        );

    [Fact]
    public void Evaluate_HitPath_AllocatesNothing()
    {
        var head = Heads.Head(200, ("ETag", "\"a\""), ("Last-Modified", Noon));
        var request = FieldList.Of(("If-None-Match", "\"b\", W/\"a\""), ("If-Modified-Since", Noon));

        Assert.Equal(0, Allocation.Of(() => Preconditions.Evaluate(request, head, Heads.Noon)));
    }

    [Fact]
    public void Evaluate_MutatedTags_NeverThrow()
    {
        var random = new Random(13);
        const string Alphabet = "\"W/a, *\\\t\u00e4\u0000";
        var head = Heads.Head(200, ("ETag", "\"a\""));
        for (var i = 0; i < 30_000; i++)
        {
            var text = new string([
                .. Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)]),
            ]);
            var outcome = Preconditions.Evaluate(FieldList.Of(("If-None-Match", text)), head, Heads.Noon);
            if (outcome == NotModified)
            {
                Assert.True(text.Contains("\"a\"") || text.Trim() == "*", text);
            }
        }
    }
}
