using Coral.Caching.Http;

namespace Coral.Caching.Tests.Http;

/// <summary>Which responses a node may compress, and what it then says of either form.</summary>
public sealed class CompressibilityTests
{
    [Theory]
    [InlineData("text/html")]
    [InlineData("Text/HTML; charset=utf-8")]
    [InlineData(" text/css ;x=y")]
    [InlineData("application/json")]
    [InlineData("application/JavaScript;charset=utf-8")]
    [InlineData("application/problem+json")]
    [InlineData("image/svg+xml")]
    [InlineData("application/vnd.apple.mpegurl")]
    public void IsText_OfText_IsTrue(string type) => Assert.True(Compressibility.IsText(type));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("text")]
    [InlineData("text/event-stream")]
    [InlineData("text/Event-Stream; charset=utf-8")]
    [InlineData("image/png")]
    [InlineData("video/mp4")]
    [InlineData("application/octet-stream")]
    [InlineData("application/gzip")]
    [InlineData("font/woff2")]
    [InlineData("multipart/x-mixed-replace")]
    public void IsText_OfAnythingElse_IsFalse(string? type) => Assert.False(Compressibility.IsText(type));

    [Theory]
    [InlineData(200, 1024L, true)]
    [InlineData(200, 1023L, false)]
    [InlineData(200, null, true)]
    [InlineData(200, 16L << 20, true)]
    [InlineData(200, (16L << 20) + 1, false)]
    [InlineData(404, 2000L, true)]
    [InlineData(204, 2000L, false)]
    [InlineData(206, 2000L, false)]
    [InlineData(304, 2000L, false)]
    public void Allows_StatusAndLength_DecideToo(int status, long? length, bool allowed) =>
        Assert.Equal(allowed, Compressibility.Allows(Head(status), length));

    [Theory]
    [InlineData("Content-Encoding", "gzip")]
    [InlineData("Content-Encoding", "identity")]
    [InlineData("Content-Range", "bytes 0-1/2")]
    [InlineData("Cache-Control", "max-age=60, No-Transform")]
    [InlineData("Signature", "sig1=:AAAA:")]
    public void Allows_FieldThatForbidsIt_IsFalse(string name, string value) =>
        Assert.False(Compressibility.Allows(Head(200, (name, value)), 2000));

    [Theory]
    [InlineData(null, "Accept-Encoding")]
    [InlineData("", "Accept-Encoding")]
    [InlineData("Origin", "Origin, Accept-Encoding")]
    [InlineData("Origin, accept-encoding", null)]
    [InlineData("*", null)]
    public void Negotiated_Vary_NamesAcceptEncodingOnce(string? vary, string? expected)
    {
        var head = vary is null ? Head(200) : Head(200, ("Vary", vary));

        Assert.Equal(expected, NegotiatedFields.Of(head, 2000)!.Vary);
    }

    [Theory]
    [InlineData("\"v1\"", "W/\"v1\"")]
    [InlineData("W/\"v1\"", "W/\"v1\"")]
    [InlineData(null, null)]
    public void Negotiated_Tag_IsWeak(string? tag, string? expected)
    {
        var head = tag is null ? Head(200) : Head(200, ("ETag", tag));

        Assert.Equal(expected, NegotiatedFields.Of(head, 2000)!.WeakTag);
    }

    [Fact]
    public void Negotiated_ResponseOfOneForm_IsNone() => Assert.Null(NegotiatedFields.Of(Head(200), 10));

    [Theory]
    [InlineData("\"v1-gzip\"")]
    [InlineData("W/\"v1-br\"")]
    [InlineData("\"v0\", \"v1;gzip\"")]
    [InlineData("\"v1--gzip\"")]
    public void Evaluate_TagOfACodedForm_IsKnownWhereThereAreForms(string known)
    {
        var request = FieldList.Of(("If-None-Match", known));
        var head = Head(200, ("ETag", "\"v1\""));

        Assert.Equal(PreconditionOutcome.NotModified, Evaluate(request, head, isNegotiated: true));
        Assert.Equal(PreconditionOutcome.Proceed, Evaluate(request, head, isNegotiated: false));
    }

    [Theory]
    [InlineData("\"v1-zip\"")]
    [InlineData("\"v2-gzip\"")]
    [InlineData("\"-gzip\"")]
    [InlineData("\"v1-gzip")]
    [InlineData("v1-gzip")]
    public void Evaluate_AnotherTag_IsUnknown(string known) =>
        Assert.Equal(
            PreconditionOutcome.Proceed,
            Evaluate(FieldList.Of(("If-None-Match", known)), Head(200, ("ETag", "\"v1\"")), isNegotiated: true)
        );

    private static PreconditionOutcome Evaluate(FieldList request, ResponseHead head, bool isNegotiated) =>
        Preconditions.Evaluate(request, head, DateTimeOffset.UnixEpoch, isNegotiated);

    private static ResponseHead Head(int status, params (string Name, string Value)[] fields) =>
        new(status, FieldList.Of([("Content-Type", "text/html"), .. fields]));
}
