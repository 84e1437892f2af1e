using System.Text;
using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>Stored responses for tests.</summary>
internal static class Stored
{
    public static StoredResponse Of(string body, params ReadOnlySpan<(string Name, string Value)> fields) =>
        Of(Encoding.UTF8.GetBytes(body), fields);

    /// <summary>A 200 that arrived this moment with an age of 10 s, fresh for 100 s more.</summary>
    public static StoredResponse Of(byte[] body, params ReadOnlySpan<(string Name, string Value)> fields) =>
        With(200, body, fields);

    public static StoredResponse With(int status, byte[] body, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var segments = body.Chunk(StoredBody.SegmentBytes).Select(chunk => (ReadOnlyMemory<byte>)chunk).ToList();
        return new StoredResponse(
            new ResponseHead(status, FieldList.Of(fields)),
            new MemoryBody(segments),
            new Freshness(ProxyUnderTest.Now, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(110)),
            SelectingFields.None
        );
    }
}
