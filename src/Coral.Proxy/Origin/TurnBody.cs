using Coral.Caching.Http;

namespace Coral.Proxy.Origin;

/// <summary>A body whose connection is somebody else's turn when it has ended.</summary>
internal sealed class TurnBody(IOriginBody inner, OriginTurn turn) : IOriginBody
{
    /// <inheritdoc />
    public long? Length => inner.Length;

    /// <inheritdoc />
    public async ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        if (read.Bytes == 0)
        {
            turn.Dispose();
        }

        return read;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        turn.Dispose();
    }
}
