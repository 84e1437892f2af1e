using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>One unbroken body from one source after another.</summary>
/// <remarks>
/// A source that dies, sends wrong bytes or is too slow is dropped in the middle, and the search for another goes on
/// from the first missing byte. The origin has no replacement: when it fails us, the body fails. The last bytes of a
/// body of declared length are held back until all that can be checked has been.
/// </remarks>
internal sealed class FailoverBody : IDigestedBody
{
    private readonly SearchState _search;
    private readonly FetchedResponse _first;
    private readonly Resumption _passed;
    private readonly BodyVerifier _check;
    private readonly SourceSwitch _sources;
    private readonly PeerWatcher _watcher;
    private readonly CancellationToken _abandoned;
    private readonly byte[] _more = new byte[1];
    private FetchedResponse _source;
    private PeerWatch? _watch;

    /// <summary>Begins with a first source.</summary>
    public FailoverBody(
        SearchState search,
        FetchedResponse first,
        Resumption passed,
        BodyVerifier check,
        SourceSwitch sources,
        PeerWatcher watcher,
        CancellationToken abandoned
    )
    {
        (_search, _first, _passed, _check) = (search, first, passed, check);
        (_sources, _watcher, _abandoned) = (sources, watcher, abandoned);
        _source = first;
        _watch = WatchSource();
    }

    /// <inheritdoc />
    public long? Length => _first.Length;

    /// <inheritdoc />
    public ContentDigests? Digests => Length == 0 ? _passed.Digester.Finish() : _passed.Digester.Result;

    private CountedBody? PeerBody => _source.Body is CountedBody { Sender: not null } body ? body : null;

    private PeerSender? Sender => PeerBody?.Sender;

    /// <inheritdoc />
    public async ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (read, fault) = await ReadSourceAsync(buffer);
            if (fault is null)
            {
                fault = await CheckAsync(read);
            }

            if (fault is not { } reason)
            {
                return Accept(buffer.Span[..read.Bytes]);
            }

            // What the source gives up is no beginning to go on from, and it was nobody's lie to us but its own
            // source's.
            if (read.Failure == FetchFailure.WrongDigest && _passed.Offset > 0)
            {
                return BodyRead.Failed(FetchFailure.WrongDigest);
            }

            if (Sender is not { } sender)
            {
                return BodyRead.Failed(read.Failure ?? FetchFailure.ConnectionLost);
            }

            await _source.Body!.DisposeAsync();
            var next = await _sources.ReplaceAsync(_search, sender, reason, _passed, _abandoned);
            if (next.Head is null)
            {
                return BodyRead.Failed(FetchFailure.ConnectionLost);
            }

            _source = next;
            _watch = WatchSource();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _source.Body!.DisposeAsync();
        _ = Digests;
        _passed.Digester.Dispose();
        _search.EndFlight();
    }

    /// <summary>The next bytes, or the reason why the source gives no more.</summary>
    private async ValueTask<(BodyRead Read, PeerOutcome? Fault)> ReadSourceAsync(Memory<byte> buffer)
    {
        if (PeerBody is not { Sender: { } sender } body)
        {
            var read = await _source.Body!.ReadAsync(buffer, _abandoned);
            return (read, read.Failure is null ? null : PeerOutcome.Lost);
        }

        PeerOutcome? reason = null;
        try
        {
            var pending = body.ReadAsync(buffer, sender.Stop.Token).AsTask();
            var isComplete = sender.Digests is not null;
            reason = await _watch!.WaitAsync(pending, () => body.Received, isComplete, _abandoned);
            if (reason is not null)
            {
                sender.Stop.Cancel();
            }

            // The buffer is the reader's until it returns.
            var read = await pending;
            return (read, reason ?? (read.Failure is null ? null : body.Fault));
        }
        catch (OperationCanceledException) when (!_abandoned.IsCancellationRequested)
        {
            return (default, reason ?? PeerOutcome.Cycle);
        }
    }

    /// <summary>The check of the next part, and, at the end, of the whole.</summary>
    private async ValueTask<PeerOutcome?> CheckAsync(BodyRead read)
    {
        var isPeer = Sender is not null;
        if (read.Bytes == 0)
        {
            return _check.MayEnd(_source.Length) ? null : PeerOutcome.WrongLength;
        }

        if (!_check.Allows(read.Bytes, isPeer))
        {
            return PeerOutcome.WrongLength;
        }

        if (!isPeer || !_check.Completes(read.Bytes))
        {
            return null;
        }

        var (end, fault) = await ReadSourceAsync(_more);
        return end.Bytes > 0 ? PeerOutcome.WrongLength : fault;
    }

    /// <summary>Passes bytes on; the last of them only if the whole is what it is said to be.</summary>
    private BodyRead Accept(ReadOnlySpan<byte> bytes)
    {
        _passed.Digester.Append(bytes);
        if (!bytes.IsEmpty && _passed.Offset != Length)
        {
            return new BodyRead(bytes.Length, null);
        }

        if (!_check.IsRight(Sender, out var digests))
        {
            _sources.Failed(_search, Sender);
            return BodyRead.Failed(FetchFailure.WrongDigest);
        }

        _sources.Succeeded(_search, Sender, digests);
        return new BodyRead(bytes.Length, null);
    }

    private PeerWatch? WatchSource() => Sender is { } sender ? _watcher.Watch(_search, sender.Peer) : null;
}
