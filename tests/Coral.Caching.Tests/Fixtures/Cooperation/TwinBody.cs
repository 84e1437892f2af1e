using Coral.Caching.Http;
using Coral.Caching.Peers;

namespace Coral.Caching.Tests.Fixtures.Cooperation;

/// <summary>A peer's answer on its way: read where it grows, lost when either end dies.</summary>
internal sealed class TwinBody(
    PeerResponse<IBodyReader> answer,
    TimeProvider clock,
    TimeSpan latency,
    CancellationTokenSource life
) : IOriginBody
{
    private long _at = answer.Start;
    private bool _ended;

    public long? Length => answer.Body!.Length - answer.Start;

    public ReadOnlyMemory<byte> Digest =>
        !_ended ? default
        : answer.Digests is { } digests ? digests.Whole
        : answer.FinalDigest();

    public async ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, life.Token);
        try
        {
            await Task.Delay(latency, clock, either.Token);
            var slice = await answer.Body!.ReadAsync(_at, either.Token);
            if (slice.Bytes.IsEmpty)
            {
                _ended = true;
                return slice.Failure switch
                {
                    null when _at < answer.Body.Length => BodyRead.Failed(FetchFailure.ConnectionLost),
                    null => BodyRead.End,
                    FetchFailure.WrongDigest => BodyRead.Failed(FetchFailure.WrongDigest),
                    _ => BodyRead.Failed(FetchFailure.ConnectionLost),
                };
            }

            var bytes = Math.Min(buffer.Length, slice.Bytes.Length);
            slice.Bytes[..bytes].CopyTo(buffer);
            _at += bytes;
            return new BodyRead(bytes, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return BodyRead.Failed(FetchFailure.ConnectionLost);
        }
    }

    public ValueTask DisposeAsync()
    {
        answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
