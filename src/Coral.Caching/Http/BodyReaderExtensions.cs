namespace Coral.Caching.Http;

/// <summary>Ways to read a body.</summary>
internal static class BodyReaderExtensions
{
    /// <summary>Reads to the end without keeping anything.</summary>
    public static async Task DrainAsync(this IBodyReader body)
    {
        for (long offset = 0; ; )
        {
            var slice = await body.ReadAsync(offset, CancellationToken.None);
            if (slice.Bytes.IsEmpty)
            {
                return;
            }

            offset += slice.Bytes.Length;
        }
    }
}
