using Coral.Caching.Http;

namespace Coral.Proxy.Peers;

/// <summary>The body of a response that has none: to HEAD, or with a status that allows none.</summary>
internal sealed class EmptyPeerBody : IOriginBody
{
    /// <summary>The only one.</summary>
    public static readonly EmptyPeerBody Instance = new();

    private EmptyPeerBody() { }

    /// <inheritdoc />
    public long? Length => 0;

    /// <inheritdoc />
    public ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        ValueTask.FromResult(BodyRead.End);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
