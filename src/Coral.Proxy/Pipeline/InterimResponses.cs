using Coral.Caching.Http;

namespace Coral.Proxy.Pipeline;

/// <summary>The interim responses that arrive while a request waits for its final one. Bounded; any thread.</summary>
internal sealed class InterimResponses : IInterimReceiver
{
    /// <summary>Most responses passed on; what an origin sends beyond is of no use to anybody.</summary>
    public const int Most = 8;

    private readonly Lock _lock = new();
    private readonly Queue<ResponseHead> _arrived = new();
    private TaskCompletionSource? _waiting;
    private int _taken;

    /// <inheritdoc />
    public void Receive(ResponseHead interim)
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            if (_taken == Most)
            {
                return;
            }

            _taken++;
            _arrived.Enqueue(interim);
            waiting = _waiting;
            _waiting = null;
        }

        waiting?.TrySetResult();
    }

    /// <summary>Passes on what arrives until <paramref name="final"/> is there.</summary>
    /// <param name="final">The wait for the final response.</param>
    /// <param name="send">The sender of one interim response.</param>
    /// <returns>The result of <paramref name="final"/>.</returns>
    public async Task<T> PassOnUntilAsync<T>(Task<T> final, Func<ResponseHead, Task> send)
    {
        do
        {
            await Task.WhenAny(final, NextAsync());
        } while (await TrySendAsync(send) && !final.IsCompleted);

        return await final;
    }

    /// <summary>Sends what has arrived.</summary>
    /// <returns><see langword="false"/> when the client takes no more: the final response meets that too.</returns>
    private async Task<bool> TrySendAsync(Func<ResponseHead, Task> send)
    {
        try
        {
            while (TryTake(out var interim))
            {
                await send(interim);
            }

            return true;
        }
        catch (Exception gone) when (gone is OperationCanceledException or InvalidOperationException)
        {
            return false;
        }
    }

    private bool TryTake(out ResponseHead interim)
    {
        lock (_lock)
        {
            return _arrived.TryDequeue(out interim!);
        }
    }

    private Task NextAsync()
    {
        lock (_lock)
        {
            if (_arrived.Count > 0)
            {
                return Task.CompletedTask;
            }

            _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiting.Task;
        }
    }
}
