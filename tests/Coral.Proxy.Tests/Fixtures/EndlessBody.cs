using Coral.Caching.Http;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A body of zeros that never ends.</summary>
internal sealed class EndlessBody : IBodyReader
{
    private static readonly byte[] Zeros = new byte[64 * 1024];

    public long? Length => null;

    public ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new BodySlice(Zeros, null));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }
}
