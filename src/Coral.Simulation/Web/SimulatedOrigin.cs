using System.Globalization;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Transfers;

namespace Coral.Simulation.Web;

/// <summary>The origin server of all objects, at the last place of a <see cref="SimulatedWeb"/>.</summary>
/// <remarks>
/// Files live for 12 hours (<c>max-age=43200</c>) and have an entity tag. The server supports conditional requests and
/// ranges to the end (<c>bytes=N-</c>), and lists all requests.
/// </remarks>
public sealed class SimulatedOrigin(SimulatedWeb web)
{
    /// <summary>The scheme and authority of the origin's URLs.</summary>
    public const string Name = "http://origin.test";

    private const string Unit = "bytes=";

    private readonly Dictionary<string, SimulatedOriginFile> _files = [];
    private readonly List<SimulatedOriginRequest> _requests = [];

    /// <summary>All requests, in the order of their arrival.</summary>
    public IReadOnlyList<SimulatedOriginRequest> Requests => _requests;

    /// <summary>The number of connections that nodes have opened.</summary>
    public int Connections { get; internal set; }

    /// <summary>Adds a file.</summary>
    /// <returns>The cache key of the file.</returns>
    public CacheKey Add(string target, byte[] content)
    {
        _files[target] = new SimulatedOriginFile(target, content);
        return new CacheKey(Name, target);
    }

    /// <summary>The origin fetcher of the node at <paramref name="place"/>.</summary>
    public IOriginFetcher ClientOf(int place) => new SimulatedOriginClient(web, this, place);

    internal (ResponseHead Head, OutgoingResponse Response) Respond(int place, CacheRequest request)
    {
        var (head, body, start) = Choose(request);
        var bytes = body is null ? 0 : body.Length - start;
        _requests.Add(new SimulatedOriginRequest(web.Clock.Elapsed, place, request.Key.Target, head.Status, bytes));
        return (head, new OutgoingResponse(WebConditions.HeaderBytes, body, start));
    }

    private (ResponseHead Head, MemoryBody? Body, long Start) Choose(CacheRequest request)
    {
        if (!_files.TryGetValue(request.Key.Target, out var file))
        {
            return (new ResponseHead(404, FieldList.Of(("Content-Length", "0"))), null, 0);
        }

        var header = file.Header(web.Clock.GetUtcNow());
        if (request.Fields.Get("If-None-Match") == file.Tag)
        {
            return (new ResponseHead(304, header.Without(line => line.Is("Content-Length"))), null, 0);
        }

        var body = request.IsHead ? null : file.Body;
        var start = StartOf(request.Fields, file);
        if (start == 0)
        {
            return (new ResponseHead(200, header), body, 0);
        }

        var length = file.Body.Length;
        var partial = header
            .With("Content-Length", (length - start).ToString(CultureInfo.InvariantCulture))
            .With("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {start}-{length - 1}/{length}"));
        return (new ResponseHead(206, partial), body, start);
    }

    /// <summary>
    /// The offset at which the response begins: the requested one, if it lies in the file and <c>If-Range</c> matches.
    /// </summary>
    private static long StartOf(FieldList fields, SimulatedOriginFile file) =>
        fields.Get("Range") is { } range
        && range.StartsWith(Unit, StringComparison.Ordinal)
        && range.EndsWith('-')
        && long.TryParse(range.AsSpan(Unit.Length..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
        && start < file.Body.Length
        && (fields.Get("If-Range") ?? file.Tag) == file.Tag
            ? start
            : 0;
}
