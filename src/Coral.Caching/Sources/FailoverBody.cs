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
    private readonly Resumption _passed;
    private readonly BodyVerifier _check;
    private readonly SourceSwitch _sources;
    private readonly CancellationToken _abandoned;
    private readonly byte[] _more = new byte[1];
    private WatchedSource _source;

    /// <summary>Begins with a first source.</summary>
    public FailoverBody(
        SearchState search,
        FetchedResponse first,
        Resumption passed,
        BodyVerifier check,
        SourceSwitch sources,
        CancellationToken abandoned
    )
    {
        (_search, _passed, _check) = (search, passed, check);
        (_sources, _abandoned) = (sources, abandoned);
        Length = first.Length;
        _source = sources.Watch(search, first, abandoned);
    }

    /// <inheritdoc />
    public long? Length { get; }

    /// <inheritdoc />
    public ContentDigests? Digests => Length == 0 ? _passed.Digester.Finish() : _passed.Digester.Result;

    /// <inheritdoc />
    public async ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (read, fault) = await _source.ReadAsync(buffer);
            if (fault is null)
            {
                fault = await CheckAsync(read);
            }

            if (fault is not { } reason)
            {
                return Accept(buffer.Span[..read.Bytes]);
            }

            // The peer itself found its source's bytes wrong. Those it passed on cannot be continued by another source,
            // and the peer is not to blame.
            if (read.Failure == FetchFailure.WrongDigest && _passed.Offset > 0)
            {
                return BodyRead.Failed(FetchFailure.WrongDigest);
            }

            if (_source.Sender is not { } sender)
            {
                return BodyRead.Failed(read.Failure ?? FetchFailure.ConnectionLost);
            }

            await _source.DisposeAsync();
            var next = await _sources.ReplaceAsync(_search, sender, reason, _passed, _abandoned);
            if (next.Head is null)
            {
                return BodyRead.Failed(FetchFailure.ConnectionLost);
            }

            _source = _sources.Watch(_search, next, _abandoned);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _ = Digests;
        _passed.Digester.Dispose();
        _search.EndFlight();
    }

    /// <summary>The check of the next part, and, at the end, of the whole.</summary>
    private async ValueTask<PeerOutcome?> CheckAsync(BodyRead read)
    {
        var isPeer = _source.Sender is not null;
        if (read.Bytes == 0)
        {
            return _check.MayEnd(_source.Length) ? null : PeerOutcome.WrongLength;
        }

        if (!_check.Allows(read.Bytes))
        {
            return PeerOutcome.WrongLength;
        }

        if (!isPeer || !_check.Completes(read.Bytes))
        {
            return null;
        }

        var (end, fault) = await _source.ReadAsync(_more);
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

        if (!_check.IsRight(_source.Sender, out var digests))
        {
            _sources.Failed(_search, _source.Sender);
            return BodyRead.Failed(FetchFailure.WrongDigest);
        }

        _sources.Succeeded(_search, _source.Sender, digests);
        return new BodyRead(bytes.Length, null);
    }
}
