using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Core.Identity;

namespace Coral.Caching.Sources;

/// <summary>
/// A watch over a peer while something is awaited from it: is it too slow, silent, or waiting for this node in turn?
/// </summary>
/// <remarks>
/// Only waiting counts: a transfer that this node's own clients hold back is not slow. A slow origin is not death: from
/// a peer that is itself still receiving, slowness alone never ends it.
/// </remarks>
internal sealed class PeerWatch(
    PeerWatcher watcher,
    SearchState search,
    PeerCandidate peer,
    CooperationOptions options,
    TimeProvider clock
)
{
    /// <summary>Cycles, and other holders, are looked for at intervals that double up to this multiple.</summary>
    private const int LongestStep = 16;

    private readonly Key _key = search.Key;
    private TimeSpan _window;
    private TimeSpan _silence;
    private TimeSpan _sinceCycle;
    private TimeSpan _sinceLookup;
    private int _cycleStep = 1;
    private int _lookupStep = 1;
    private long _mark;
    private long _received;

    /// <summary>Waits for <paramref name="pending"/>.</summary>
    /// <param name="pending">A header, or the next bytes.</param>
    /// <param name="received">The number of bytes that came so far.</param>
    /// <param name="isComplete"><see langword="true"/> when the peer is to have the whole already.</param>
    /// <returns>The reason to wait no longer; <see langword="null"/> when it has come.</returns>
    public async Task<PeerOutcome?> WaitAsync(
        Task pending,
        Func<long> received,
        bool isComplete,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var started = clock.GetTimestamp();
            if (!pending.IsCompleted)
            {
                // Not linked to the caller's token: a delay that is cancelled while WhenAny waits for it wakes the
                // waiter through the thread pool. What ends the wait ends what is pending too.
                using var timer = new CancellationTokenSource();
                await Task.WhenAny(pending, Task.Delay(Next(isComplete), clock, timer.Token));
                timer.Cancel();
            }

            Account(clock.GetElapsedTime(started), received());
            if (cancellationToken.IsCancellationRequested)
            {
                return null;
            }

            if (await CheckAsync(isComplete, cancellationToken) is { } reason)
            {
                return reason;
            }

            if (pending.IsCompleted)
            {
                return null;
            }
        }
    }

    private TimeSpan Next(bool isComplete)
    {
        var next = Left(options.PeerRateWindow, _window);
        return isComplete ? next : Shorter(next, Left(options.CircleWait * _cycleStep, _sinceCycle));
    }

    private static TimeSpan Left(TimeSpan limit, TimeSpan waited) =>
        limit - waited > TimeSpan.FromMilliseconds(1) ? limit - waited : TimeSpan.FromMilliseconds(1);

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private void Account(TimeSpan waited, long received)
    {
        _silence = received > _received ? TimeSpan.Zero : _silence + waited;
        _sinceCycle = received > _received ? TimeSpan.Zero : _sinceCycle + waited;
        _received = received;
        _window += waited;
        _sinceLookup += waited;
    }

    private async Task<PeerOutcome?> CheckAsync(bool isComplete, CancellationToken cancellationToken)
    {
        if (_silence >= options.PeerSilence)
        {
            return PeerOutcome.Slow;
        }

        if (!isComplete && _sinceCycle >= options.CircleWait * _cycleStep)
        {
            _sinceCycle = TimeSpan.Zero;
            _cycleStep = Math.Min(2 * _cycleStep, LongestStep);
            if (await watcher.IsCycleAsync(search, peer, cancellationToken))
            {
                return PeerOutcome.Cycle;
            }
        }

        if (_window < options.PeerRateWindow)
        {
            return null;
        }

        var isSlow = _received - _mark < options.MinPeerBytesPerSecond * _window.TotalSeconds;
        (_mark, _window) = (_received, TimeSpan.Zero);
        return isSlow && (isComplete || await IsBetterKnownAsync(cancellationToken)) ? PeerOutcome.Slow : null;
    }

    private async Task<bool> IsBetterKnownAsync(CancellationToken cancellationToken)
    {
        if (_sinceLookup < options.PeerRateWindow * _lookupStep)
        {
            return false;
        }

        _sinceLookup = TimeSpan.Zero;
        _lookupStep = Math.Min(2 * _lookupStep, LongestStep);
        return await watcher.IsBetterKnownAsync(search, _key, cancellationToken);
    }
}
