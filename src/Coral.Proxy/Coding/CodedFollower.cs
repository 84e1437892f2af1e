using Coral.Caching.Http;

namespace Coral.Proxy.Coding;

/// <summary>One client's reader of a <see cref="CodedTransfer"/>; disposing it leaves the transfer.</summary>
internal sealed class CodedFollower(CodedTransfer transfer) : IBodyReader
{
    private long _position;

    /// <summary>The offset up to which its client has taken the bytes.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <inheritdoc />
    /// <remarks>Unknown until the end, where nobody asks any more.</remarks>
    public long? Length => null;

    /// <inheritdoc />
    public ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _position, offset);
        return transfer.ReadAsync(offset, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => transfer.Leave(this);
}
