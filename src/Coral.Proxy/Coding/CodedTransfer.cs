using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Concurrency;

namespace Coral.Proxy.Coding;

/// <summary>The encoding of one body as it arrives, followed by any number of clients, each at an offset.</summary>
/// <remarks>
/// <para>
/// It reads the body no further than <see cref="AheadBytes"/> before the client that is furthest, so that a fetch runs
/// ahead of its clients as little as without a coding. Where the body pauses, all that has come of it is passed on.
/// </para>
/// <para>
/// What it has made is kept for those who come later, and at last for the store; but only up to
/// <see cref="KeptBytes"/>, and while there is memory for it. Beyond, it waits for all who follow, lets go of what they
/// have read, and takes nobody new.
/// </para>
/// Safe for concurrent use.
/// </remarks>
#pragma warning disable CA1001 // The encoder is disposed at the end of the run; a source without timer holds nothing.
internal sealed class CodedTransfer
#pragma warning restore CA1001
{
    /// <summary>Most bytes of the body that are read before its encoded form is.</summary>
    public const long AheadBytes = 1L << 20;

    /// <summary>Most encoded bytes that are kept.</summary>
    public const long KeptBytes = 4L << 20;

    private readonly Lock _lock = new();
    private readonly FairQuota _memory;
    private readonly BodyEncoder _encoder;
    private readonly CancellationTokenSource _abandoned = new();
    private readonly List<CodedFollower> _followers = [];
    private readonly AsyncEvent _grown = new();
    private readonly AsyncEvent _read = new();
    private MemoryBuffer _buffer;
    private FetchFailure? _failure;
    private long _start;
    private long _length;
    private long _taken;
    private bool _isWhole = true;
    private bool _isEnded;

    /// <summary>Creates a transfer that nobody follows yet; <see cref="RunAsync"/> runs it, once.</summary>
    public CodedTransfer(ContentCoding coding, FairQuota memory)
    {
        _memory = memory;
        _encoder = BodyEncoder.Create(coding);
        _buffer = _encoder.Output;
    }

    /// <summary>Follows it from its first byte.</summary>
    /// <returns><see langword="null"/> when that is no longer kept, or the transfer has failed.</returns>
    public CodedFollower? Follow()
    {
        lock (_lock)
        {
            if (!_isWhole || _failure is not null || _abandoned.IsCancellationRequested)
            {
                return null;
            }

            var follower = new CodedFollower(this);
            _followers.Add(follower);
            return follower;
        }
    }

    /// <summary>Encodes <paramref name="source"/> to its end.</summary>
    /// <returns>
    /// The encoded body; <see langword="null"/> where it was not kept whole, the body broke off, or all have left.
    /// </returns>
    public async Task<MemoryBody?> RunAsync(IBodyReader source)
    {
        using var encoder = _encoder;
        try
        {
            var failure = await EncodeAsync(source, _abandoned.Token);
            return End(failure);
        }
        catch (OperationCanceledException) when (_abandoned.IsCancellationRequested)
        {
            return End(FetchFailure.ConnectionLost);
        }
        catch
        {
            End(FetchFailure.ConnectionLost);
            throw;
        }
    }

    /// <summary>The bytes at an offset, once they are there. For <see cref="CodedFollower"/>.</summary>
    internal async ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        _read.Pulse();
        while (true)
        {
            Task? grown = null;
            MemoryBuffer buffer;
            long start;
            lock (_lock)
            {
                if (offset < _start)
                {
                    return new BodySlice(default, FetchFailure.ConnectionLost);
                }

                if (offset >= _length)
                {
                    if (_isEnded)
                    {
                        return new BodySlice(default, _failure);
                    }

                    grown = _grown.WaitAsync(cancellationToken);
                }

                (buffer, start) = (_buffer, _start);
            }

            if (grown is null)
            {
                return new BodySlice(await buffer.ReadAsync(offset - start, cancellationToken), null);
            }

            await grown;
        }
    }

    /// <summary>Lets a follower go; the last to leave ends a transfer that is not complete.</summary>
    internal void Leave(CodedFollower follower)
    {
        bool isUnheld;
        lock (_lock)
        {
            isUnheld = _followers.Remove(follower) && _followers.Count == 0;
            if (isUnheld && _isEnded)
            {
                Release_NeedsLock();
            }
        }

        if (isUnheld && !_isEnded)
        {
            _abandoned.Cancel();
        }
    }

    private async Task<FetchFailure?> EncodeAsync(IBodyReader source, CancellationToken cancellationToken)
    {
        for (var (offset, ahead) = (0L, 0L); ; )
        {
            var reading = source.ReadAsync(offset, cancellationToken);
            if (!reading.IsCompleted && ahead > 0)
            {
                _encoder.Flush();
                Publish();
            }

            var slice = await reading;
            if (slice.Bytes.IsEmpty)
            {
                return slice.Failure;
            }

            _encoder.Write(slice.Bytes.Span);
            offset += slice.Bytes.Length;
            ahead += slice.Bytes.Length;
            if (!Publish() || ahead >= AheadBytes)
            {
                _encoder.Flush();
                Publish();
                await WaitForFollowersAsync(cancellationToken);
                ahead = 0;
            }
        }
    }

    /// <summary>Shows the followers what the encoder has made since.</summary>
    /// <returns><see langword="false"/> when it cannot all be kept.</returns>
    private bool Publish()
    {
        lock (_lock)
        {
            var grown = _encoder.Written - _length;
            _length = _encoder.Written;
            if (_isWhole && _length <= KeptBytes && _memory.TryAcquire(grown))
            {
                _taken += grown;
            }
            else
            {
                _isWhole = false;
            }
        }

        _grown.Pulse();
        return _isWhole;
    }

    /// <summary>Waits until one follower has read all there is, or until all have where it is not kept.</summary>
    private async Task WaitForFollowersAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = _read.WaitAsync(cancellationToken);
            lock (_lock)
            {
                if (!_isWhole && _followers.TrueForAll(follower => follower.Position >= _length))
                {
                    ReleaseMemory_NeedsLock();
                    _buffer = _encoder.Output = new MemoryBuffer(declared: null);
                    _start = _length;
                    return;
                }

                if (_isWhole && _followers.Exists(follower => follower.Position >= _length))
                {
                    return;
                }
            }

            await read;
        }
    }

    private MemoryBody? End(FetchFailure? failure)
    {
        MemoryBody? coded = null;
        if (failure is null)
        {
            _encoder.Finish();
            Publish();
        }

        lock (_lock)
        {
            _isEnded = true;
            _failure = failure;
            coded = failure is null && _isWhole ? _buffer.ToStoredBody() : null;
            if (_followers.Count == 0)
            {
                Release_NeedsLock();
            }
        }

        _grown.Pulse();
        return coded;
    }

    /// <summary>Nobody follows an ended transfer any more: nobody is to begin either.</summary>
    private void Release_NeedsLock()
    {
        _isWhole = false;
        ReleaseMemory_NeedsLock();
        _buffer = new MemoryBuffer(declared: null);
        _start = _length;
    }

    private void ReleaseMemory_NeedsLock()
    {
        _memory.Release(_taken);
        _taken = 0;
    }
}
