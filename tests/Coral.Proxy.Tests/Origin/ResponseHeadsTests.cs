using System.Net;
using Coral.Proxy.Origin;

namespace Coral.Proxy.Tests.Origin;

/// <summary>The second fence: what the framework's client would have to let through first.</summary>
public sealed class ResponseHeadsTests
{
    [Theory]
    [InlineData("a\rSet-Cookie: b")]
    [InlineData("a\nSet-Cookie: b")]
    [InlineData("a\0b")]
    public void Read_LineBreakOrNulInAValue_IsAFault(string value)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK);
        Assert.True(response.Headers.TryAddWithoutValidation("X-Split", value));

        var fault = ResponseHeads.Read(response, isHead: false, DateTimeOffset.UnixEpoch, out var head, out _);

        Assert.NotNull(fault);
        Assert.Null(head);
    }

    [Fact]
    public void Read_TransferEncodingOverHttp2_IsAFault()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Version = HttpVersion.Version20 };
        response.Headers.TryAddWithoutValidation("Transfer-Encoding", "chunked");

        Assert.NotNull(ResponseHeads.Read(response, isHead: false, DateTimeOffset.UnixEpoch, out _, out _));
    }
}
