using Coral.Caching.Http;

namespace Coral.Caching.Tests.Fixtures.Cooperation;

/// <summary>A body that says when it is let go of.</summary>
internal sealed class TrackedBody(IOriginBody inner, Action disposed) : IOriginBody
{
    public long? Length => inner.Length;

    public ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        disposed();
    }
}
