using Coral.Core.Network;
using Coral.Core.Time;
using Coral.Index.Messages;

namespace Coral.Index.Rpc;

/// <summary>All requests in flight: matches responses to them, and reports those that have timed out.</summary>
/// <remarks>
/// One timer for all, armed for the earliest deadline. Bounded: beyond <see cref="MaxCount"/> a new call fails at
/// once, and so does every call after the disposal. Owned by the node's loop; the timer's callback must come on it.
/// </remarks>
internal sealed class PendingCalls : IDisposable
{
    /// <summary>Most requests in flight.</summary>
    public const int MaxCount = 8_192;

    private readonly Dictionary<ulong, PendingCall> _calls = [];
    private readonly PriorityQueue<PendingCall, (TimeSpan Deadline, long Sequence)> _deadlines = new();
    private readonly MonotonicClock _clock;
    private readonly Action<PendingCall> _onTimeout;
    private readonly ITimer _timer;
    private TimeSpan _armed = TimeSpan.MaxValue;
    private long _sequence;
    private bool _isDisposed;

    public PendingCalls(MonotonicClock clock, Action<PendingCall> onTimeout)
    {
        _clock = clock;
        _onTimeout = onTimeout;
        _timer = clock.Provider.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count => _calls.Count;

    /// <summary>Adds a request with a new transaction.</summary>
    /// <returns><see langword="false"/> when too many are in flight, or after the disposal.</returns>
    public bool TryAdd(PendingCall call) =>
        !_isDisposed && _calls.Count < MaxCount && _calls.TryAdd(call.Transaction, call);

    /// <summary>Starts the time-out of a request that was just sent.</summary>
    public void Await(PendingCall call)
    {
        var deadline = _clock.Now + call.Wait;
        _deadlines.Enqueue(call, (deadline, _sequence++));
        Arm(deadline);
    }

    /// <summary>
    /// Removes and returns the request that a response belongs to, by transaction, source address and type.
    /// </summary>
    public PendingCall? Take(ulong transaction, NodeAddress source, MessageType type)
    {
        if (!_calls.TryGetValue(transaction, out var call) || call.To.Address != source || call.Expected != type)
        {
            return null;
        }

        _calls.Remove(transaction);
        return call;
    }

    /// <summary>Removes a request that got no response.</summary>
    public void Drop(PendingCall call) => _calls.Remove(call.Transaction);

    /// <inheritdoc />
    public void Dispose()
    {
        _isDisposed = true;
        _timer.Dispose();
        var calls = _calls.Values.ToArray();
        _calls.Clear();
        foreach (var call in calls)
        {
            call.Complete(answered: false);
        }
    }

    private void RunDue()
    {
        _armed = TimeSpan.MaxValue;
        while (_deadlines.TryPeek(out var call, out var due))
        {
            var isWaiting = _calls.TryGetValue(call.Transaction, out var waiting) && waiting == call;
            if (isWaiting && due.Deadline > _clock.Now)
            {
                Arm(due.Deadline);
                return;
            }

            _deadlines.Dequeue();
            if (isWaiting)
            {
                _onTimeout(call);
            }
        }
    }

    private void Arm(TimeSpan deadline)
    {
        if (deadline < _armed)
        {
            _armed = deadline;
            _timer.Change(TimeSpan.FromTicks(Math.Max(0, (deadline - _clock.Now).Ticks)), Timeout.InfiniteTimeSpan);
        }
    }
}
