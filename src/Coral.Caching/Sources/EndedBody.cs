using Coral.Caching.Http;

namespace Coral.Caching.Sources;

/// <summary>Nothing more, in place of a body that says so in words.</summary>
internal sealed class EndedBody(IOriginBody said) : IOriginBody
{
    public long? Length => 0;

    public ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        ValueTask.FromResult(BodyRead.End);

    public ValueTask DisposeAsync() => said.DisposeAsync();
}
