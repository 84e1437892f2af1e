using System.Collections.Concurrent;
using System.Net;
using Coral.Proxy.Origin;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>Answers from a table; counts its questions.</summary>
internal sealed class FakeResolver : IHostResolver
{
    private int _questions;

    public ConcurrentDictionary<string, IPAddress[]> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>What the second question and all later ones are answered, when they are answered differently.</summary>
    public IPAddress[]? LaterAnswer { get; set; }

    /// <summary>Whether it never answers.</summary>
    public bool Hangs { get; set; }

    /// <summary>Holds every answer back until it is opened.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Set at the first question.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Questions => Volatile.Read(ref _questions);

    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var later = Interlocked.Increment(ref _questions) > 1;
        Asked.TrySetResult();
        if (Gate is not null)
        {
            await Gate.Task.WaitAsync(cancellationToken);
        }

        if (Hangs)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return later && LaterAnswer is not null ? LaterAnswer
            : Answers.TryGetValue(host, out var addresses) ? addresses
            : [];
    }
}
