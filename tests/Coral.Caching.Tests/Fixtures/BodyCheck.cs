using Coral.Caching.Http;

namespace Coral.Caching.Tests.Fixtures;

/// <summary>Reads bodies, and checks every byte against <see cref="Content"/>.</summary>
internal static class BodyCheck
{
    public static async Task<(long Bytes, FetchFailure? Failure)> ReadAsync(
        IBodyReader body,
        CancellationToken cancellationToken,
        long offset = 0
    )
    {
        while (true)
        {
            var slice = await body.ReadAsync(offset, cancellationToken);
            if (slice.Bytes.IsEmpty)
            {
                return (offset, slice.Failure);
            }

            Check(slice.Bytes.Span, offset);
            offset += slice.Bytes.Length;
        }
    }

    private static void Check(ReadOnlySpan<byte> bytes, long offset)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != Content.At(offset + i))
            {
                Assert.Fail($"Wrong byte at {offset + i}.");
            }
        }
    }
}
