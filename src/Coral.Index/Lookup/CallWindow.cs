using Coral.Core.Identity;
using Coral.Index.Rpc;

namespace Coral.Index.Lookup;

/// <summary>The calls of a walk that are on their way: one, and beside a slow one another, up to the window.</summary>
/// <remarks>
/// A second call starts when the first has taken longer than an answer should (its first time-out), not at once:
/// nothing is asked twice while all goes well, and nobody waits for the dead.
/// </remarks>
internal sealed class CallWindow(LookupContext context, FindQuery question, int size)
{
    private readonly List<(Hop Hop, Task Done)> _calls = new(size);
    private int _slow;

    /// <summary>Nothing is on its way.</summary>
    public bool IsIdle => _calls.Count == 0;

    /// <summary>Another call may start: none is on its way but slow ones.</summary>
    public bool HasRoom => _calls.Count < size && _calls.Count == _slow;

    public void Start(Candidate next, Identifier target)
    {
        var hop = new Hop(next, target);
        _calls.Add((hop, RunAsync(hop)));
    }

    /// <summary>Waits until a call ends, or the latest turns slow.</summary>
    /// <returns>The call that ended; <see langword="null"/> when one turned slow.</returns>
    public async Task<Hop?> NextAsync()
    {
        if (_calls.Count == 1 && size == 1)
        {
            await _calls[0].Done;
            return Take(0);
        }

        using var patience = new CancellationTokenSource();
        var latest = _calls[^1];
        var waits = new List<Task>(_calls.Count + 1);
        waits.AddRange(_calls.Select(c => c.Done));
        if (latest.Done.IsCompleted || _slow == _calls.Count)
        {
            await Task.WhenAny(waits);
        }
        else
        {
            waits.Add(
                Task.Delay(context.Rpc.TimeoutFor(latest.Hop.Node.Contact), context.Clock.Provider, patience.Token)
            );
            await Task.WhenAny(waits);
            patience.Cancel();
        }

        var ended = _calls.FindIndex(c => c.Done.IsCompleted);
        if (ended >= 0)
        {
            return Take(ended);
        }

        _slow = _calls.Count;
        return null;
    }

    private Hop Take(int index)
    {
        var hop = _calls[index].Hop;
        _calls.RemoveAt(index);
        _slow = Math.Min(_slow, _calls.Count);
        return hop;
    }

    private async Task RunAsync(Hop hop) =>
        hop.HasAnswered = await context.FindAsync(hop.Node.Contact, question with { Target = hop.Target }, hop.Answer);
}
