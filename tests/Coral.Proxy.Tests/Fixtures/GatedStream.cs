namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A disk that is slow, full or well, as the test says.</summary>
internal sealed class GatedStream : MemoryStream
{
    private readonly ManualResetEventSlim _open = new(initialState: true);

    public bool IsFull { get; set; }

    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One count for each write that was refused.</summary>
    public SemaphoreSlim Refused { get; } = new(0);

    public void Close(bool closed)
    {
        if (closed)
        {
            _open.Reset();
        }
        else
        {
            _open.Set();
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Entered.TrySetResult();
        _open.Wait();
        if (IsFull)
        {
            Refused.Release();
            throw new IOException("No space left on device.");
        }

        base.Write(buffer);
    }
}
