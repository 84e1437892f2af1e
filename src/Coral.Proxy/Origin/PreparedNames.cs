using System.Net;

namespace Coral.Proxy.Origin;

/// <summary>Names that are resolved ahead of a request, or were a moment ago. Any number of threads.</summary>
/// <remarks>
/// The request that follows takes the answer as it would have got it: every address is checked then. A name that does
/// not resolve is an answer too; one that took too long is none, and is asked for again.
/// </remarks>
internal sealed class PreparedNames(IHostResolver resolver, TimeSpan timeLimit, TimeProvider clock)
{
    /// <summary>Most names held; while there are as many, no further one is prepared.</summary>
    public const int Capacity = 1024;

    /// <summary>The lifetime of a resolved name, from the start of the query.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, PreparedName> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<(string Host, PreparedName PreparedName)> _oldestFirst = new();

    /// <summary>Names held.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byHost.Count;
            }
        }
    }

    /// <summary>Begins to resolve <paramref name="host"/>, unless that is under way or done.</summary>
    public void Prepare(string host)
    {
        PreparedName entry;
        lock (_lock)
        {
            DropOld_NeedsLock();
            if (_byHost.ContainsKey(host) || _byHost.Count >= Capacity)
            {
                return;
            }

            entry = new PreparedName(clock.GetTimestamp());
            _byHost.Add(host, entry);
            _oldestFirst.Enqueue((host, entry));
        }

        _ = ResolveAsync(host, entry);
    }

    /// <summary>The addresses of <paramref name="host"/>: those found ahead, or asked for now.</summary>
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        PreparedName? entry;
        lock (_lock)
        {
            DropOld_NeedsLock();
            _byHost.TryGetValue(host, out entry);
        }

        return (entry is null ? null : await entry.Answer.Task.WaitAsync(cancellationToken))
            ?? await resolver.ResolveAsync(host, cancellationToken);
    }

    private async Task ResolveAsync(string host, PreparedName entry)
    {
        using var limit = new CancellationTokenSource(timeLimit, clock);
        IReadOnlyList<IPAddress>? addresses = null;
        try
        {
            addresses = await resolver.ResolveAsync(host, limit.Token);
        }
        catch (OperationCanceledException)
        {
            Forget(host, entry);
        }
        finally
        {
            entry.Answer.SetResult(addresses);
        }
    }

    private void Forget(string host, PreparedName entry)
    {
        lock (_lock)
        {
            if (_byHost.TryGetValue(host, out var held) && ReferenceEquals(held, entry))
            {
                _byHost.Remove(host);
            }
        }
    }

    private void DropOld_NeedsLock()
    {
        while (_oldestFirst.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.PreparedName.QueriedAt) >= Lifetime)
        {
            _oldestFirst.Dequeue();
            if (_byHost.TryGetValue(oldest.Host, out var held) && ReferenceEquals(held, oldest.PreparedName))
            {
                _byHost.Remove(oldest.Host);
            }
        }
    }

    private sealed class PreparedName(long queriedAt)
    {
        public long QueriedAt { get; } = queriedAt;

        public TaskCompletionSource<IReadOnlyList<IPAddress>?> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
