using Coral.Index.Rpc;

namespace Coral.Index.Lookup;

/// <summary>The requests of a lookup that are in flight.</summary>
/// <remarks>
/// Staggered, a second request starts when the first has taken longer than a response should (its first time-out), not
/// at once: no node is asked without need while all responses come in time, and a dead node delays no lookup.
/// Unstaggered, all that the query names start together.
/// </remarks>
internal sealed class CallWindow
{
    private readonly List<(Hop Hop, Task<bool> Done)> _calls;
    private readonly LookupContext _context;
    private readonly bool _isStaggered;
    private int _size;
    private int _slow;

    private CallWindow(LookupContext context, int size, bool isStaggered)
    {
        _context = context;
        _size = size;
        _isStaggered = isStaggered;
        _calls = new List<(Hop Hop, Task<bool> Done)>(isStaggered ? 1 : 4);
    }

    /// <summary>True if no request is in flight.</summary>
    public bool IsIdle => _calls.Count == 0;

    /// <summary>True if another request may start; when staggered, only if all in flight are slow.</summary>
    public bool HasRoom => _calls.Count < _size && (!_isStaggered || _calls.Count == _slow);

    /// <summary>A window of one request, however slow it is.</summary>
    public static CallWindow Single(LookupContext context) => new(context, size: 1, isStaggered: true);

    /// <summary>A window of as many requests at once as the query names.</summary>
    public static CallWindow Unbounded(LookupContext context) => new(context, int.MaxValue, isStaggered: false);

    /// <summary>From here on, beside a slow request another, up to <paramref name="size"/>.</summary>
    public void Widen(int size) => _size = size;

    /// <summary>Sends a request.</summary>
    public void Start(Hop hop, FindQuery question) =>
        _calls.Add((hop, _context.Rpc.FindAsync(hop.Node.Contact, question with { Target = hop.Target }, hop.Answer)));

    /// <summary>Waits until a request ends or, staggered, the latest turns slow.</summary>
    /// <returns>The hop that ended; <see langword="null"/> when one turned slow.</returns>
    public async Task<Hop?> NextAsync()
    {
        if (_calls.Count == 1 && (_size == 1 || !_isStaggered))
        {
            return Take(0, await _calls[0].Done);
        }

        if (_isStaggered && _slow < _calls.Count && !_calls[^1].Done.IsCompleted)
        {
            using var patience = new CancellationTokenSource();
            var slow = SlowAsync(_calls[^1].Hop, patience.Token);
            await (_calls.Count == 1 ? Task.WhenAny(_calls[0].Done, slow) : Task.WhenAny(Running().Append(slow)));
            patience.Cancel();
        }
        else
        {
            await Task.WhenAny(Running());
        }

        var ended = _calls.FindIndex(call => call.Done.IsCompleted);
        if (ended >= 0)
        {
            return Take(ended, await _calls[ended].Done);
        }

        _slow = _calls.Count;
        return null;
    }

    private IEnumerable<Task> Running() => _calls.Select(call => call.Done);

    /// <summary>Completes when a response is late.</summary>
    private Task SlowAsync(Hop hop, CancellationToken cancellationToken) =>
        Task.Delay(_context.Rpc.TimeoutFor(hop.Node.Contact), _context.Clock.Provider, cancellationToken);

    private Hop Take(int index, bool hasAnswered)
    {
        var hop = _calls[index].Hop;
        hop.HasAnswered = hasAnswered;
        _calls.RemoveAt(index);
        _slow = Math.Min(_slow, _calls.Count);
        return hop;
    }
}
