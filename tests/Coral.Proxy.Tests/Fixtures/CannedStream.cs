namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A connection that takes every request and answers with the same bytes, then ends.</summary>
internal sealed class CannedStream(byte[] answer) : MemoryStream(answer, writable: false)
{
    public override bool CanWrite => true;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.CompletedTask;
}
