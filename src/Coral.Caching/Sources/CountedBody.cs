using Coral.Caching.Http;
using Coral.Caching.Peers;

namespace Coral.Caching.Sources;

/// <summary>A body whose bytes are counted as they come, before they are judged. One reader.</summary>
internal abstract class CountedBody(IOriginBody inner) : IOriginBody
{
    public long? Length => inner.Length;

    /// <summary>Bytes that came, those that are not passed on included. Any thread.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Why the body was broken off, where that is not a lost connection.</summary>
    public DropReason Fault { get; protected set; } = DropReason.Lost;

    private long _received;

    public abstract ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    protected async ValueTask<BodyRead> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Interlocked.Add(ref _received, read.Bytes);
        return read;
    }

    /// <summary>Breaks the body off.</summary>
    protected BodyRead Break(DropReason fault)
    {
        Fault = fault;
        return BodyRead.Failed(fault == DropReason.Lost ? FetchFailure.ConnectionLost : FetchFailure.BadResponse);
    }
}
