using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Coral.Caching;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Concurrency;
using Coral.Core.Names;

namespace Coral.Proxy.Coding;

/// <summary>Makes the coded forms of responses: each once, for all clients that it is for.</summary>
/// <remarks>
/// A body on its way is encoded as it arrives, and what comes of it is kept beside the stored response. A hit is served
/// in a form that is there. Where none is, it is served as it is, and one is made in the background, by few threads,
/// for those who come later. Safe for concurrent use.
/// </remarks>
internal sealed class ResponseCoder(IContentCache cache, CoralizedNames names)
{
    /// <summary>Most bodies that are encoded as they arrive, at a time; others are sent as they are.</summary>
    public const int MaxTransfers = 32;

    /// <summary>Most stored bodies that are encoded at a time.</summary>
    public const int MaxMakings = 2;

    /// <summary>Memory for what is encoded as it arrives, in bytes.</summary>
    public const long MemoryBytes = 32L << 20;

    private readonly FairQuota _memory = new(MemoryBytes);
    private readonly ConditionalWeakTable<IBodyReader, Dictionary<ContentCoding, CodedTransfer>> _transfers = [];
    private readonly ConcurrentDictionary<(CacheKey Key, ContentCoding Coding), Task?> _underWay = new();
    private int _transferCount;
    private int _makingCount;

    /// <summary>The encodings under way: as bodies arrive, and of stored ones. For tests: none at rest.</summary>
    internal (int Transfers, int Makings, long Bytes) UnderWay =>
        (Volatile.Read(ref _transferCount), Volatile.Read(ref _makingCount), _memory.Taken);

    /// <summary>
    /// The fields of a response that may be sent in a coded form; <see langword="null"/> for others, and for those of
    /// declared sites, whose operators choose their own codings.
    /// </summary>
    public NegotiatedFields? Negotiate(CoralizedName name, NegotiatedFields? fields) =>
        fields is null || names.DeclaresSite(name.Authority.Host) ? null : fields;

    /// <summary>The first of the accepted forms of a stored body that is there.</summary>
    public static StoredBody? Find(StoredBody body, ReadOnlySpan<ContentCoding> accepted, out ContentCoding coding)
    {
        foreach (var candidate in accepted)
        {
            if (body.Coded.Find(candidate) is { } coded)
            {
                coding = candidate;
                return coded;
            }
        }

        coding = ContentCoding.None;
        return null;
    }

    /// <summary>Has one of the accepted forms made in the background, if none is being made.</summary>
    /// <returns>
    /// The making that is under way, to wait for; a completed task where there is none, or one has just begun.
    /// </returns>
    public Task JoinOrStart(CacheKey key, StoredResponse stored, ReadOnlySpan<ContentCoding> accepted)
    {
        foreach (var coding in accepted)
        {
            if (_underWay.TryGetValue((key, coding), out var making))
            {
                return making ?? Task.CompletedTask;
            }
        }

        if (!accepted.IsEmpty && !stored.Body.Coded.IsRefused(accepted[0]))
        {
            Start(key, stored, accepted[0]);
        }

        return Task.CompletedTask;
    }

    /// <summary>Follows the encoding of a body as it arrives, in one of the accepted forms.</summary>
    /// <returns><see langword="null"/> when it is to be sent as it is: too many are encoded now.</returns>
    public CodedFollower? Follow(
        CacheKey key,
        CacheResponse response,
        ReadOnlySpan<ContentCoding> accepted,
        out ContentCoding coding
    )
    {
        coding = ContentCoding.None;
        if (accepted.IsEmpty || response.Body is not { } source)
        {
            return null;
        }

        var ofBody = _transfers.GetValue(source, static _ => []);
        lock (ofBody)
        {
            foreach (var candidate in accepted)
            {
                if (ofBody.TryGetValue(candidate, out var transfer))
                {
                    coding = candidate;
                    return transfer.Follow();
                }
            }

            if (Interlocked.Increment(ref _transferCount) > MaxTransfers)
            {
                Interlocked.Decrement(ref _transferCount);
                return null;
            }

            coding = accepted[0];
            var begun = ofBody[coding] = new CodedTransfer(coding, _memory);
            var follower = begun.Follow();
            _ = RunAsync(begun, source, key, response, coding);
            return follower;
        }
    }

    /// <summary>
    /// Has a form made of a response that has just been sent as it is, once it is stored: most clients accept one.
    /// </summary>
    /// <param name="key">The key of the response.</param>
    /// <param name="response">The response, sent to its end.</param>
    /// <param name="length">The bytes that were sent.</param>
    public async Task MakeWhenStoredAsync(CacheKey key, CacheResponse response, long length)
    {
        if (response.Stored is null && response.Body is { } body)
        {
            await body.ReadAsync(length, CancellationToken.None);
        }

        if (response.Stored is { Negotiated: not null } stored)
        {
            _ = JoinOrStart(key, stored, [ContentCoding.Gzip]);
        }
    }

    private void Start(CacheKey key, StoredResponse stored, ContentCoding coding)
    {
        if (Interlocked.Increment(ref _makingCount) > MaxMakings)
        {
            Interlocked.Decrement(ref _makingCount);
            return;
        }

        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_underWay.TryAdd((key, coding), made.Task))
        {
            Interlocked.Decrement(ref _makingCount);
            return;
        }

        _ = Task.Run(() => MakeAsync(key, stored, coding, made));
    }

    private async Task MakeAsync(CacheKey key, StoredResponse stored, ContentCoding coding, TaskCompletionSource made)
    {
        try
        {
            if (await EncodeAsync(stored.Body, coding) is { } coded)
            {
                Keep(key, stored, coding, coded);
            }
        }
        catch
        {
            stored.Body.Coded.Refuse(coding);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _makingCount);
            _underWay.TryRemove((key, coding), out _);
            made.SetResult();
        }
    }

    private static async Task<MemoryBody?> EncodeAsync(StoredBody body, ContentCoding coding)
    {
        using var encoder = BodyEncoder.Create(coding);
        using var reader = body.OpenReader();
        for (var offset = 0L; ; )
        {
            var slice = await reader.ReadAsync(offset, CancellationToken.None);
            if (slice.Bytes.IsEmpty)
            {
                encoder.Finish();
                return slice.Failure is null ? encoder.Output.ToStoredBody() : null;
            }

            encoder.Write(slice.Bytes.Span);
            offset += slice.Bytes.Length;
        }
    }

    private async Task RunAsync(
        CodedTransfer transfer,
        IBodyReader source,
        CacheKey key,
        CacheResponse response,
        ContentCoding coding
    )
    {
        var isNamed = _underWay.TryAdd((key, coding), null);
        try
        {
            var coded = await Task.Run(() => transfer.RunAsync(source));
            if (coded is not null && response.Stored is { Negotiated: not null } stored)
            {
                Keep(key, stored, coding, coded);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _transferCount);
            if (isNamed)
            {
                _underWay.TryRemove((key, coding), out _);
            }
        }
    }

    private void Keep(CacheKey key, StoredResponse stored, ContentCoding coding, StoredBody coded)
    {
        if (coded.Length >= stored.Body.Length || !cache.KeepCoded(key, stored, coding, coded))
        {
            stored.Body.Coded.Refuse(coding);
        }
    }
}
