using Coral.Caching.Http;

namespace Coral.Caching.Sources;

/// <summary>An empty end of a body, in place of the page of a 416, which says that no byte is left.</summary>
/// <param name="page">The body of the 416; not read, but disposed.</param>
internal sealed class EndedBody(IOriginBody page) : IOriginBody
{
    public long? Length => 0;

    public ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        ValueTask.FromResult(BodyRead.End);

    public ValueTask DisposeAsync() => page.DisposeAsync();
}
