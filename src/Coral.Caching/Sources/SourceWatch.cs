using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>
/// Watches a peer while something is awaited from it: is it too slow, silent, or waiting for us in turn?
/// </summary>
/// <remarks>
/// Only waiting counts: a transfer that our own clients hold back is not slow. A slow origin is not death: from a peer
/// that is itself still receiving, slowness alone never ends it.
/// </remarks>
/// <param name="tools">What all fetches share.</param>
/// <param name="key">What is fetched.</param>
/// <param name="index">Its key in the index.</param>
/// <param name="peer">Whom we wait for.</param>
/// <param name="isBetter">
/// Whether any of these values is a holder to change to, where the peer is itself still receiving.
/// </param>
internal sealed class SourceWatch(
    FetchTools tools,
    CacheKey key,
    Key index,
    Candidate peer,
    Func<IReadOnlyList<IndexValue>, bool> isBetter
)
{
    /// <summary>Circles, and other holders, are looked for at intervals that double up to this multiple.</summary>
    private const int LongestStep = 16;

    private TimeSpan _window;
    private TimeSpan _silence;
    private TimeSpan _sinceCircle;
    private TimeSpan _sinceLook;
    private int _circleStep = 1;
    private int _lookStep = 1;
    private long _mark;
    private long _received;

    /// <summary>Waits for <paramref name="pending"/>.</summary>
    /// <param name="pending">A header, or the next bytes.</param>
    /// <param name="received">Bytes that came so far.</param>
    /// <param name="isComplete">Whether the peer is to have the whole already.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Why to wait no longer; <see langword="null"/> when it has come.</returns>
    public async Task<DropReason?> WaitAsync(
        Task pending,
        Func<long> received,
        bool isComplete,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var started = tools.Clock.GetTimestamp();
            if (!pending.IsCompleted)
            {
                // Not linked to the caller's token: a delay that is cancelled while WhenAny waits for it wakes the
                // waiter through the thread pool. What ends the wait ends what is pending too.
                using var timer = new CancellationTokenSource();
                await Task.WhenAny(pending, Task.Delay(Next(isComplete), tools.Clock, timer.Token));
                timer.Cancel();
            }

            Account(tools.Clock.GetElapsedTime(started), received());
            if (cancellationToken.IsCancellationRequested)
            {
                return null;
            }

            if (await JudgeAsync(isComplete, cancellationToken) is { } reason)
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
        var next = Left(tools.Options.PeerRateWindow, _window);
        return isComplete ? next : Shorter(next, Left(tools.Options.CircleWait * _circleStep, _sinceCircle));
    }

    private static TimeSpan Left(TimeSpan limit, TimeSpan waited) =>
        limit - waited > TimeSpan.FromMilliseconds(1) ? limit - waited : TimeSpan.FromMilliseconds(1);

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private void Account(TimeSpan waited, long received)
    {
        _silence = received > _received ? TimeSpan.Zero : _silence + waited;
        _sinceCircle = received > _received ? TimeSpan.Zero : _sinceCircle + waited;
        _received = received;
        _window += waited;
        _sinceLook += waited;
    }

    private async Task<DropReason?> JudgeAsync(bool isComplete, CancellationToken cancellationToken)
    {
        if (_silence >= tools.Options.PeerSilence)
        {
            return DropReason.Slow;
        }

        if (!isComplete && _sinceCircle >= tools.Options.CircleWait * _circleStep)
        {
            _sinceCircle = TimeSpan.Zero;
            _circleStep = Math.Min(2 * _circleStep, LongestStep);
            if (await Upstream.LeadsBackAsync(tools, key, peer.Contact, isToLowest: true, cancellationToken))
            {
                return DropReason.Circle;
            }
        }

        if (_window < tools.Options.PeerRateWindow)
        {
            return null;
        }

        var isSlow = _received - _mark < tools.Options.MinPeerBytesPerSecond * _window.TotalSeconds;
        (_mark, _window) = (_received, TimeSpan.Zero);
        return isSlow && (isComplete || await IsBetterKnownAsync(cancellationToken)) ? DropReason.Slow : null;
    }

    private async Task<bool> IsBetterKnownAsync(CancellationToken cancellationToken)
    {
        if (_sinceLook < tools.Options.PeerRateWindow * _lookStep)
        {
            return false;
        }

        _sinceLook = TimeSpan.Zero;
        _lookStep = Math.Min(2 * _lookStep, LongestStep);
        var found = await tools.Index.GetAsync(index, LevelRange.All, cancellationToken);
        return isBetter(found.Values);
    }
}
