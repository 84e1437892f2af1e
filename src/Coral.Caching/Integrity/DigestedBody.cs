using Coral.Caching.Http;

namespace Coral.Caching.Integrity;

/// <summary>An origin's body, hashed as it comes, and checked against what its header says.</summary>
/// <remarks>Of a body of declared length the last bytes are held back until they are checked.</remarks>
internal sealed class DigestedBody(IOriginBody inner, ResponseHead head) : IDigestedBody
{
    private readonly ExpectedDigests? _expected = ExpectedDigests.Of(head);
    private readonly BodyDigester _digester = new(ExpectedDigests.Of(head)?.NeedsSha512 == true);

    public long? Length => inner.Length;

    public ContentDigests? Digests => Length == 0 ? _digester.Finish() : _digester.Result;

    public async ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        _digester.Append(buffer.Span[..read.Bytes]);
        if (read.Bytes == 0 ? read.Failure is null : _digester.Length == Length)
        {
            _digester.Finish();
            if (_expected?.Match(_digester) == false)
            {
                return BodyRead.Failed(FetchFailure.WrongDigest);
            }
        }

        return read;
    }

    public ValueTask DisposeAsync()
    {
        _ = Digests;
        _digester.Dispose();
        return inner.DisposeAsync();
    }
}
