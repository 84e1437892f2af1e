using Coral.Caching.Http;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A body that a test lets grow, end or break off.</summary>
internal sealed class GrowingBody(long? length) : IBodyReader
{
    private readonly Lock _gate = new();
    private readonly List<byte> _bytes = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;
    private FetchFailure? _failure;

    public long? Length { get; } = length;

    /// <summary>How many bytes readers have been given at most.</summary>
    public long Furthest { get; private set; }

    public static GrowingBody Complete(byte[] bytes)
    {
        var body = new GrowingBody(bytes.Length);
        body.Append(bytes);
        body.End();
        return body;
    }

    public void Append(byte[] bytes) => Change(() => _bytes.AddRange(bytes));

    public void End(FetchFailure? failure = null) =>
        Change(() =>
        {
            _ended = true;
            _failure = failure;
        });

    public async ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (offset < _bytes.Count)
                {
                    var count = (int)Math.Min(_bytes.Count - offset, 64 * 1024);
                    Furthest = Math.Max(Furthest, offset + count);
                    return new BodySlice(_bytes.GetRange((int)offset, count).ToArray(), null);
                }

                if (_ended)
                {
                    return new BodySlice(default, _failure);
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }
}
