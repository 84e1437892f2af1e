namespace Coral.Simulation.Time;

/// <summary>The events to run, ordered by due time, then by the order of arrival.</summary>
/// <remarks>
/// Most events are due at once: the continuations of finished tasks. These wait in a FIFO queue, and only later events
/// go into the heap. A sequence number of every event gives one order for both.
/// </remarks>
internal sealed class EventQueue
{
    private const int Arity = 4;

    private QueuedEvent[] _heap = new QueuedEvent[1_024];
    private QueuedEvent[] _line = new QueuedEvent[1_024];
    private int _heapCount;
    private int _lineHead;
    private int _lineCount;
    private long _sequence;

    /// <summary>The sequence number of the event that was taken last.</summary>
    public long Current { get; private set; }

    /// <summary>Adds an event that is due now or later.</summary>
    /// <returns>The sequence number of the event.</returns>
    public long Add(long now, long due, SendOrPostCallback callback, object? state)
    {
        var entry = new QueuedEvent(due, _sequence++, callback, state);
        if (due == now)
        {
            AddToLine(entry);
        }
        else
        {
            AddToHeap(entry);
        }

        return entry.Sequence;
    }

    /// <summary>Removes the next event.</summary>
    /// <returns>Whether there was an event.</returns>
    public bool TryTake(out long due, out SendOrPostCallback callback, out object? state)
    {
        if (_lineCount == 0 && _heapCount == 0)
        {
            (due, callback, state) = (0, null!, null);
            return false;
        }

        var isNextInLine = _lineCount > 0 && (_heapCount == 0 || _line[_lineHead].IsBefore(_heap[0]));
        var entry = isNextInLine ? TakeFromLine() : TakeFromHeap();
        Current = entry.Sequence;
        (due, callback, state) = (entry.Due, entry.Callback, entry.State);
        return true;
    }

    private void AddToLine(QueuedEvent entry)
    {
        if (_lineCount == _line.Length)
        {
            var longer = new QueuedEvent[_line.Length * 2];
            _line.AsSpan(_lineHead).CopyTo(longer);
            _line.AsSpan(0, _lineHead).CopyTo(longer.AsSpan(_line.Length - _lineHead));
            (_line, _lineHead) = (longer, 0);
        }

        _line[(_lineHead + _lineCount++) & (_line.Length - 1)] = entry;
    }

    private QueuedEvent TakeFromLine()
    {
        var entry = _line[_lineHead];
        _line[_lineHead] = default;
        _lineHead = (_lineHead + 1) & (_line.Length - 1);
        _lineCount--;
        return entry;
    }

    private void AddToHeap(QueuedEvent entry)
    {
        if (_heapCount == _heap.Length)
        {
            Array.Resize(ref _heap, _heap.Length * 2);
        }

        var at = _heapCount++;
        while (at > 0)
        {
            var parent = (at - 1) / Arity;
            if (!entry.IsBefore(_heap[parent]))
            {
                break;
            }

            _heap[at] = _heap[parent];
            at = parent;
        }

        _heap[at] = entry;
    }

    private QueuedEvent TakeFromHeap()
    {
        var first = _heap[0];
        var last = _heap[--_heapCount];
        _heap[_heapCount] = default;
        if (_heapCount > 0)
        {
            SiftDown(last);
        }

        return first;
    }

    private void SiftDown(QueuedEvent entry)
    {
        var at = 0;
        while (true)
        {
            var child = (at * Arity) + 1;
            if (child >= _heapCount)
            {
                break;
            }

            var least = child;
            var end = Math.Min(child + Arity, _heapCount);
            for (var other = child + 1; other < end; other++)
            {
                if (_heap[other].IsBefore(_heap[least]))
                {
                    least = other;
                }
            }

            if (!_heap[least].IsBefore(entry))
            {
                break;
            }

            _heap[at] = _heap[least];
            at = least;
        }

        _heap[at] = entry;
    }

    private readonly struct QueuedEvent(long due, long sequence, SendOrPostCallback callback, object? state)
    {
        public readonly long Due = due;
        public readonly long Sequence = sequence;
        public readonly SendOrPostCallback Callback = callback;
        public readonly object? State = state;

        public bool IsBefore(in QueuedEvent other) =>
            Due < other.Due || (Due == other.Due && Sequence < other.Sequence);
    }
}
