using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;

namespace Coral.Caching.Sources;

/// <summary>One unbroken body from one source after another.</summary>
/// <remarks>
/// A source that dies, lies or crawls is dropped in the middle, and the search for another goes on from the first
/// missing byte. The origin has no replacement: when it fails us, the body fails. The last bytes of a body of declared
/// length are held back until all that can be checked has been.
/// </remarks>
internal sealed class FailoverBody : IDigestedBody
{
    private readonly FetchTools _tools;
    private readonly CooperativeFetch _fetch;
    private readonly CancellationToken _abandoned;
    private readonly ExpectedDigests? _expected;
    private readonly BodyDigester _digester;
    private readonly Source _first;
    private readonly string? _validator;
    private readonly byte[] _more = new byte[1];
    private Source _source;
    private SourceWatch? _watch;

    /// <summary>Begins with <paramref name="source"/>.</summary>
    public FailoverBody(FetchTools tools, CooperativeFetch fetch, Source source, CancellationToken abandoned)
    {
        _tools = tools;
        _fetch = fetch;
        _abandoned = abandoned;
        _first = _source = source;
        _expected = ExpectedDigests.Of(source.Head);
        _digester = new BodyDigester(_expected?.NeedsSha512 == true);
        _validator = Validator.Strong(source.Head, tools.Clock.GetUtcNow());
        _watch = Watch(source);
    }

    /// <inheritdoc />
    public long? Length => _first.Length;

    /// <inheritdoc />
    public ContentDigests? Digests => Length == 0 ? _digester.Finish() : _digester.Result;

    private CountedBody? PeerBody => _source.Peer is null ? null : (CountedBody)_source.Body;

    /// <inheritdoc />
    public async ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (read, fault) = await ReadSourceAsync(buffer);
            if (fault is null)
            {
                fault = await JudgeAsync(read);
            }

            if (fault is null)
            {
                return Accept(buffer.Span[..read.Bytes]);
            }

            // What the source gives up is no beginning to go on from, and it was nobody's lie to us but its own
            // source's.
            if (read.Failure == FetchFailure.WrongDigest && _digester.Length > 0)
            {
                return BodyRead.Failed(FetchFailure.WrongDigest);
            }

            if (_source.Peer is null)
            {
                return BodyRead.Failed(read.Failure ?? FetchFailure.ConnectionLost);
            }

            if (await ReplaceAsync(fault.Value) is { } failure)
            {
                return BodyRead.Failed(failure);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _ = Digests;
        _digester.Dispose();
        await _fetch.DisposeAsync();
    }

    /// <summary>The next bytes, or why the source gives no more.</summary>
    private async ValueTask<(BodyRead Read, DropReason? Fault)> ReadSourceAsync(Memory<byte> buffer)
    {
        if (PeerBody is not { } body)
        {
            var read = await _source.Body.ReadAsync(buffer, _abandoned);
            return (read, read.Failure is null ? null : DropReason.Lost);
        }

        var stop = _source.Stop!;
        DropReason? reason = null;
        try
        {
            var pending = body.ReadAsync(buffer, stop.Token).AsTask();
            var isComplete = _source.Digests is not null;
            reason = await _watch!.WaitAsync(pending, () => body.Received, isComplete, _abandoned);
            if (reason is not null)
            {
                stop.Cancel();
            }

            // The buffer is the reader's until it returns.
            var read = await pending;
            return (read, reason ?? (read.Failure is null ? null : body.Fault));
        }
        catch (OperationCanceledException) when (!_abandoned.IsCancellationRequested)
        {
            return (default, reason ?? DropReason.Circle);
        }
    }

    /// <summary>Whether what came can be the next part, and, at the end, the whole.</summary>
    private async ValueTask<DropReason?> JudgeAsync(BodyRead read)
    {
        var total = _digester.Length + read.Bytes;
        var isPeer = _source.Peer is not null;
        if (read.Bytes == 0)
        {
            return total == (Length ?? _source.Length ?? total) ? null : DropReason.WrongLength;
        }

        if (total > (Length ?? (isPeer ? _tools.Options.LargestObjectBytes : long.MaxValue)))
        {
            return DropReason.WrongLength;
        }

        if (!isPeer || total != Length)
        {
            return null;
        }

        var (end, fault) = await ReadSourceAsync(_more);
        return end.Bytes > 0 ? DropReason.WrongLength : fault;
    }

    /// <summary>Passes bytes on; the last of them only if the whole is what it is said to be.</summary>
    private BodyRead Accept(ReadOnlySpan<byte> bytes)
    {
        _digester.Append(bytes);
        if (!bytes.IsEmpty && _digester.Length != Length)
        {
            return new BodyRead(bytes.Length, null);
        }

        var digests = _digester.Finish();
        var said = _source.FinalDigest?.Invoke() ?? default;
        var isRight =
            _expected?.Match(_digester) != false
            && (said.IsEmpty || said.Span.SequenceEqual(digests.Whole.Span))
            && (_source.Digests is not { } known || known.Root.Span.SequenceEqual(digests.Root.Span));
        if (!isRight)
        {
            if (_source.Peer is { } liar)
            {
                _fetch.Drop(liar, DropReason.WrongDigest);
            }

            return BodyRead.Failed(FetchFailure.WrongDigest);
        }

        if (_source.Peer is { } peer)
        {
            _tools.Reputation.Succeeded(peer.Contact.Id);
        }
        else
        {
            _fetch.Settle(digests);
        }

        return new BodyRead(bytes.Length, null);
    }

    /// <summary>Drops the source and finds another.</summary>
    /// <returns>Why there is none.</returns>
    private async Task<FetchFailure?> ReplaceAsync(DropReason reason)
    {
        await _source.DisposeAsync();
        _fetch.Following.Unfollow();
        _abandoned.ThrowIfCancellationRequested();
        var resumption = new Resumption(_first.Head, Length, _validator, _digester);
        SearchResult found;
        if (reason == DropReason.Circle)
        {
            _tools.Metrics.CircleBroken();
            found = await _fetch.FetchBesideAsync(resumption, _abandoned);
        }
        else
        {
            _fetch.Drop(_source.Peer!, reason);
            found = await _fetch.FindAsync(resumption, _abandoned);
        }

        if (found.Source is not { } next)
        {
            return FetchFailure.ConnectionLost;
        }

        _tools.Metrics.FailedOver();
        _source = next;
        _watch = Watch(next);
        return null;
    }

    private SourceWatch? Watch(Source source) => source.Peer is { } peer ? _fetch.Watch(peer) : null;
}
