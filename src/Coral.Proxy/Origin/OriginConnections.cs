using Coral.Caching.Http;

namespace Coral.Proxy.Origin;

/// <summary>The connections to all origins, and their bound. Any number of threads.</summary>
/// <remarks>
/// The framework's handler bounds those to one origin, and keeps idle ones for each. When all are taken, one that is
/// idle makes room: of an origin that no request is for, the oldest first. Turns keep requests within the bound, so
/// that there is one, but for origins that keep idle connections beside their requests: then there is none for a while.
/// </remarks>
internal sealed class OriginConnections(int most, OriginTurns turns)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(OriginEnd End, DialResult Dial)> _open = [];

    /// <summary>Connections that are open, or were when somebody last looked.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Takes note of a connection that has just been made.</summary>
    /// <returns>The same; or a failure, and the connection is closed: there is no room for it.</returns>
    public DialResult Admit(OriginEnd end, DialResult dial)
    {
        if (!dial.Connected)
        {
            return dial;
        }

        DialResult? evicted = null;
        lock (_lock)
        {
            if (_open.Count >= most)
            {
                Forget_NeedsLock();
                evicted = _open.Count >= most ? TakeIdle_NeedsLock() : null;
            }

            if (_open.Count < most)
            {
                _open.AddLast((end, dial));
            }
            else
            {
                evicted = dial;
                dial = DialResult.Failed(FetchFailure.Overloaded);
            }
        }

        evicted?.Close();
        return dial;
    }

    private void Forget_NeedsLock()
    {
        for (var node = _open.First; node is not null; )
        {
            var next = node.Next;
            if (node.Value.Dial.IsClosed)
            {
                _open.Remove(node);
            }

            node = next;
        }
    }

    private DialResult? TakeIdle_NeedsLock()
    {
        for (var node = _open.First; node is not null; node = node.Next)
        {
            if (turns.IsQuiet(node.Value.End))
            {
                _open.Remove(node);
                return node.Value.Dial;
            }
        }

        return null;
    }
}
