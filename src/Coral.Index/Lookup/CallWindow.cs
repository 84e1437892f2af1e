namespace Coral.Index.Lookup;

/// <summary>The requests of a lookup that are in flight.</summary>
/// <remarks>
/// Staggered, a second request starts when the first has taken longer than a response should (its first time-out), not
/// at once: no node is asked without need while all responses come in time, and a dead node delays no lookup.
/// Unstaggered, all that the query names start together.
/// </remarks>
internal sealed class CallWindow
{
    private readonly List<(Hop Hop, Task Done)> _calls;
    private readonly LookupContext _context;
    private readonly int _size;
    private readonly bool _isStaggered;
    private int _slow;

    private CallWindow(LookupContext context, int size, bool isStaggered)
    {
        _context = context;
        _size = size;
        _isStaggered = isStaggered;
        _calls = new List<(Hop Hop, Task Done)>(isStaggered ? size : 4);
    }

    /// <summary>True if no request is in flight.</summary>
    public bool IsIdle => _calls.Count == 0;

    /// <summary>True if another request may start; when staggered, only if all in flight are slow.</summary>
    public bool HasRoom => _calls.Count < _size && (!_isStaggered || _calls.Count == _slow);

    /// <summary>A window of one request, and one more beside each slow one, up to <paramref name="size"/>.</summary>
    public static CallWindow Staggered(LookupContext context, int size) => new(context, size, isStaggered: true);

    /// <summary>A window of one request, however slow it is.</summary>
    public static CallWindow Single(LookupContext context) => new(context, size: 1, isStaggered: true);

    /// <summary>A window of as many requests at once as the query names.</summary>
    public static CallWindow Unbounded(LookupContext context) => new(context, int.MaxValue, isStaggered: false);

    /// <summary>Sends a request.</summary>
    public void Start(Hop hop) => _calls.Add((hop, RunAsync(hop)));

    /// <summary>Waits until a request ends or, staggered, the latest turns slow.</summary>
    /// <returns>The hop that ended; <see langword="null"/> when one turned slow.</returns>
    public async Task<Hop?> NextAsync()
    {
        if (_calls.Count == 1 && (_size == 1 || !_isStaggered))
        {
            await _calls[0].Done;
            return Take(0);
        }

        var waits = new List<Task>(_calls.Count + 1);
        waits.AddRange(_calls.Select(c => c.Done));
        await (_isStaggered ? FirstOrSlowAsync(waits) : Task.WhenAny(waits));
        var ended = _calls.FindIndex(c => c.Done.IsCompleted);
        if (ended >= 0)
        {
            return Take(ended);
        }

        _slow = _calls.Count;
        return null;
    }

    private async Task FirstOrSlowAsync(List<Task> waits)
    {
        using var patience = new CancellationTokenSource();
        var latest = _calls[^1];
        if (latest.Done.IsCompleted || _slow == _calls.Count)
        {
            await Task.WhenAny(waits);
            return;
        }

        var timeout = _context.Rpc.TimeoutFor(latest.Hop.Node.Contact);
        waits.Add(Task.Delay(timeout, _context.Clock.Provider, patience.Token));
        await Task.WhenAny(waits);
        patience.Cancel();
    }

    private Hop Take(int index)
    {
        var hop = _calls[index].Hop;
        _calls.RemoveAt(index);
        _slow = Math.Min(_slow, _calls.Count);
        return hop;
    }

    private async Task RunAsync(Hop hop) =>
        hop.HasAnswered = await _context.Rpc.FindAsync(hop.Node.Contact, hop.Query, hop.Answer);
}
