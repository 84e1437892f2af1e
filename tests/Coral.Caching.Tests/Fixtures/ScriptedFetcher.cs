using System.Globalization;
using Coral.Caching.Http;
using Coral.Caching.Transfers;
using Coral.Testing;

namespace Coral.Caching.Tests.Fixtures;

/// <summary>An origin in virtual time that does what a script says, and keeps account of it.</summary>
internal sealed class ScriptedFetcher(TimeProvider clock) : IOriginFetcher
{
    private readonly Lock _lock = new();
    private readonly List<CacheRequest> _requests = [];
    private readonly Level _busy = new();

    /// <summary>Chooses the script by the request and its number, from 1.</summary>
    public Func<CacheRequest, int, Script> Answer { get; set; } = (_, _) => Script.Cacheable();

    public IReadOnlyList<CacheRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    public int Hits => Requests.Count;

    /// <summary>Requests being answered now, bodies included.</summary>
    public int Busy => (int)_busy.Value;

    public int MostBusy { get; private set; }

    /// <summary>Requests that we broke off.</summary>
    public int Cancelled { get; private set; }

    /// <summary>Body bytes that left the origin.</summary>
    public long BytesSent { get; private set; }

    /// <summary>What was announced before it was asked for.</summary>
    public List<(CacheKey Key, OriginPreparation Step)> Prepared { get; } = [];

    public void Prepare(CacheKey key, OriginPreparation step)
    {
        lock (_lock)
        {
            Prepared.Add((key, step));
        }
    }

    /// <summary>Completes when no request is being answered.</summary>
    public Task IdleAsync() => _busy.ReachesAsync(0);

    public async Task<FetchedResponse> SendAsync(CacheRequest request, CancellationToken cancellationToken)
    {
        Script script;
        lock (_lock)
        {
            _requests.Add(request);
            script = Answer(request, _requests.Count);
            _busy.Change(1);
            MostBusy = Math.Max(MostBusy, Busy);
        }

        try
        {
            await Task.Delay(script.HeaderAfter, clock, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Cancel();
            throw;
        }

        if (script.Fault is { } fault)
        {
            Finish();
            throw fault;
        }

        if (script.Failure is { } failure)
        {
            Finish();
            return FetchedResponse.Failed(failure);
        }

        if (script.HasRanges && RangeOf(request, script) is { } from)
        {
            if (from >= script.Length)
            {
                var none = FieldList.Of(("Content-Range", $"bytes */{script.Length}"));
                return FetchedResponse.Responded(
                    new ResponseHead(416, none),
                    new Body(this, script with { Length = 0 })
                );
            }

            var part = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{script.Length - 1}/{script.Length}");
            var rest = new ResponseHead(206, script.Fields.With("Content-Range", part));
            return FetchedResponse.Responded(rest, new Body(this, script, from));
        }

        var head = new ResponseHead(script.Status, script.Fields);
        var bodiless = request.IsHead || script.Status == 304;
        return FetchedResponse.Responded(head, new Body(this, bodiless ? script with { Length = 0 } : script));
    }

    private static long? RangeOf(CacheRequest request, Script script) =>
        request.Fields.Get("Range") is { } range
        && request.Fields.Get("If-Range") is { } condition
        && (condition == script.Fields.Get("ETag") || condition == script.Fields.Get("Last-Modified"))
            ? long.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture)
            : null;

    private void Finish()
    {
        lock (_lock)
        {
            _busy.Change(-1);
        }
    }

    private void Cancel()
    {
        lock (_lock)
        {
            Cancelled++;
            _busy.Change(-1);
        }
    }

    private sealed class Body(ScriptedFetcher origin, Script script, long from = 0) : IOriginBody
    {
        private long _sent = from;
        private bool _ended;

        public long? Length { get; } = script.DeclaredLength - from;

        public async ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (script.ChunkAfter > TimeSpan.Zero)
            {
                await Task.Delay(script.ChunkAfter, origin.Clock, cancellationToken);
            }

            var bytes = (int)Math.Min(Math.Min(buffer.Length, script.ChunkBytes), script.Length - _sent);
            if (bytes == 0)
            {
                _ended = true;
                return script.BodyFailure is { } failure ? BodyRead.Failed(failure) : BodyRead.End;
            }

            Content.Fill(buffer.Span[..bytes], script.IsOther ? _sent + 1 : _sent);
            _sent += bytes;
            origin.BytesSent += bytes;
            return new BodyRead(bytes, null);
        }

        public ValueTask DisposeAsync()
        {
            if (_ended || _sent == script.Length)
            {
                origin.Finish();
            }
            else
            {
                origin.Cancel();
            }

            return ValueTask.CompletedTask;
        }
    }

    private TimeProvider Clock => clock;
}
