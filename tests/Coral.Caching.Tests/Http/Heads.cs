using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Tests.Http;

/// <summary>Requests, responses and instants that the tables share.</summary>
internal static class Heads
{
    /// <summary>Sunday, 6 November 1994, 08:49:37: the date of the RFCs' examples.</summary>
    public static readonly DateTimeOffset Noon = new(1994, 11, 6, 8, 49, 37, TimeSpan.Zero);

    /// <summary><see cref="Noon"/> as a field value.</summary>
    public const string NoonText = "Sun, 06 Nov 1994 08:49:37 GMT";

    /// <summary>The time past freshness for which responses are served on failure, in these tables.</summary>
    public static readonly TimeSpan StaleLimit = TimeSpan.FromHours(24);

    public static DateTimeOffset After(double seconds) => Noon.AddSeconds(seconds);

    public static string Date(double secondsAfterNoon) => HttpDate.Format(After(secondsAfterNoon));

    public static ResponseHead Head(int status, params ReadOnlySpan<(string Name, string Value)> fields) =>
        new(status, FieldList.Of(fields));

    public static CacheRequest Get(params ReadOnlySpan<(string Name, string Value)> fields) =>
        new(new CacheKey("http://www.x.com", "/a"), IsHead: false, FieldList.Of(fields));

    /// <summary>A 200 that arrived at <see cref="Noon"/>, of five bytes.</summary>
    public static StoredResponse Stored(params ReadOnlySpan<(string Name, string Value)> fields) =>
        StoredResponseFactory.Create(
            Get(),
            Head(200, fields),
            new MemoryBody([new byte[] { 1, 2, 3, 4, 5 }]),
            Noon,
            Noon,
            HeuristicPolicy.AnySite
        );

    /// <summary>Fields written one to a line, for tables.</summary>
    public static FieldList Lines(string text) =>
        new(
            text.Split('|', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(':', 2))
                .Select(pair => new FieldLine(pair[0].Trim(), pair[1].Trim()))
        );
}
