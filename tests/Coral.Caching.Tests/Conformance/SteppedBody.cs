using Coral.Caching.Http;

namespace Coral.Caching.Tests.Conformance;

/// <summary>A body that grows when its test says so.</summary>
internal sealed class SteppedBody(long? length) : IBodyReader
{
    private readonly Lock _lock = new();
    private byte[] _bytes = [];
    private bool _hasEnded;
    private FetchFailure? _failure;
    private TaskCompletionSource _moved = new();

    public long? Length => length;

    public void Append(byte[] bytes)
    {
        lock (_lock)
        {
            _bytes = [.. _bytes, .. bytes];
        }

        Wake();
    }

    public void End(FetchFailure? failure)
    {
        lock (_lock)
        {
            (_hasEnded, _failure) = (true, failure);
        }

        Wake();
    }

    public async ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (offset < _bytes.Length)
                {
                    return new BodySlice(_bytes.AsMemory((int)offset), null);
                }

                if (_hasEnded)
                {
                    return new BodySlice(default, _failure);
                }

                moved = _moved.Task;
            }

            var left = new TaskCompletionSource();
            using var registration = cancellationToken.Register(() => left.TrySetResult());
            await Task.WhenAny(moved, left.Task);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void Wake()
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            (moved, _moved) = (_moved, new TaskCompletionSource());
        }

        moved.SetResult();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }
}
