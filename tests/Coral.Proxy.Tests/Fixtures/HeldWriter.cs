using System.IO.Pipelines;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A connection's output: counts what it is given, and takes it at once or when a test lets it.</summary>
internal sealed class HeldWriter : PipeWriter
{
    private readonly byte[] _buffer = new byte[128 * 1024];
    private TaskCompletionSource<FlushResult>? _held;

    /// <summary>Bytes received.</summary>
    public long Written { get; private set; }

    /// <summary>From now on a flush waits for <see cref="Release"/>.</summary>
    public void Hold() => _held = new TaskCompletionSource<FlushResult>();

    /// <summary>Lets the flush under way, and all after it, complete.</summary>
    public void Release()
    {
        var held = _held;
        _held = null;
        held?.SetResult(default);
    }

    public override void Advance(int bytes) => Written += bytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer;

    public override Span<byte> GetSpan(int sizeHint = 0) => _buffer;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        _held is null ? default : new ValueTask<FlushResult>(_held.Task);

    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source,
        CancellationToken cancellationToken = default
    )
    {
        source.Span.CopyTo(_buffer);
        Written += source.Length;
        return FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() { }

    public override void Complete(Exception? exception = null) { }
}
