using Coral.Caching.Http;

namespace Coral.Proxy.Pipeline;

/// <summary>
/// The wait of a range for a body whose length is not declared: media players take nothing but a 206.
/// </summary>
/// <param name="Length">The length of the body, where it has come to its end.</param>
/// <param name="Arrived">The bytes of the body that have come.</param>
internal readonly record struct RangeWait(long? Length, long Arrived)
{
    /// <summary>
    /// The bytes that are waited for; a range of a longer body is answered without the complete length.
    /// </summary>
    public const long MostBytes = 256 << 10;

    /// <summary>Waits until the body has ended, or is so long; not at all where there is no range to answer.</summary>
    /// <param name="head">The header of the response.</param>
    /// <param name="body">Its body, as it comes.</param>
    /// <param name="cancellationToken">Cancelled when the client leaves.</param>
    public static async ValueTask<RangeWait> ForAsync(
        RequestContext context,
        ResponseHead head,
        IBodyReader body,
        CancellationToken cancellationToken
    )
    {
        if (context.IsHead || head.Status != 200 || context.RequestHeaders.Range.Count == 0)
        {
            return default;
        }

        var arrived = 0L;
        while (arrived < MostBytes)
        {
            var slice = await body.ReadAsync(arrived, cancellationToken);
            if (slice.Bytes.IsEmpty)
            {
                return new RangeWait(slice.Failure is null ? arrived : null, arrived);
            }

            arrived += slice.Bytes.Length;
        }

        return new RangeWait(null, arrived);
    }
}
