using System.Net.Http.Headers;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>What tests ask of a response.</summary>
internal static class ResponseReading
{
    extension(HttpResponseMessage response)
    {
        /// <summary>The status as a number.</summary>
        public int Status => (int)response.StatusCode;

        /// <summary>The <c>Cache-Status</c> field; empty without one.</summary>
        public string CacheStatus => response.Field("Cache-Status") ?? "";

        /// <summary>Whether the response says that it came from the cache.</summary>
        public bool IsHit => response.CacheStatus.Split("; ").Contains("hit");

        /// <summary>A field of the header or of the content's header, lines joined by a comma.</summary>
        public string? Field(string name) => Find(response.Headers, name) ?? Find(response.Content.Headers, name);

        /// <summary>The whole body.</summary>
        public Task<byte[]> BytesAsync() =>
            response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        /// <summary>The whole body as text.</summary>
        public Task<string> TextAsync() => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static string? Find(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
