using Coral.Caching.Http;

namespace Coral.Lab.Tests.Fixtures;

/// <summary>The bodies of members that lie.</summary>
/// <param name="length">What it says its length is.</param>
/// <param name="read">What it gives.</param>
internal sealed class LyingBody(long? length, Func<long, CancellationToken, ValueTask<BodySlice>> read) : IBodyReader
{
    public long? Length => length;

    /// <summary>One bit of the byte at <paramref name="at"/> is another.</summary>
    public static IBodyReader Altered(IBodyReader body, long at) =>
        new LyingBody(
            body.Length,
            async (offset, token) =>
            {
                var slice = await body.ReadAsync(offset, token);
                if (at < offset || at >= offset + slice.Bytes.Length)
                {
                    return slice;
                }

                var bytes = slice.Bytes.ToArray();
                bytes[at - offset] ^= 1;
                return slice with { Bytes = bytes };
            }
        );

    /// <summary>It ends early, and says so.</summary>
    public static IBodyReader Shorter(IBodyReader body, int by) => Cut(body, body.Length - by, body.Length - by);

    /// <summary>It ends early, and says that it does not.</summary>
    public static IBodyReader CutShort(IBodyReader body, int by) => Cut(body, body.Length, body.Length - by);

    /// <summary>More follows than there is, and it says so.</summary>
    public static IBodyReader Longer(IBodyReader body, int by) =>
        new LyingBody(
            body.Length + by,
            async (offset, token) =>
                offset < body.Length ? await body.ReadAsync(offset, token)
                : offset < body.Length + by ? new BodySlice(new byte[by], null)
                : BodySlice.End
        );

    /// <summary>It comes a byte at a time, a second apart.</summary>
    public static IBodyReader Crawling(IBodyReader body) =>
        new LyingBody(
            body.Length,
            async (offset, token) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1), token);
                var slice = await body.ReadAsync(offset, token);
                return slice with { Bytes = slice.Bytes[..Math.Min(1, slice.Bytes.Length)] };
            }
        );

    /// <summary>It has no end.</summary>
    public static IBodyReader Endless(IBodyReader body) =>
        new LyingBody(
            null,
            async (offset, token) =>
                await body.ReadAsync(offset % body.Length!.Value, token) is { Bytes.IsEmpty: false } slice
                    ? slice
                    : new BodySlice(new byte[65_536], null)
        );

    public ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken) =>
        read(offset, cancellationToken);

    private static LyingBody Cut(IBodyReader body, long? said, long? end) =>
        new(
            said,
            async (offset, token) =>
            {
                if (offset >= end)
                {
                    return BodySlice.End;
                }

                var slice = await body.ReadAsync(offset, token);
                return slice with { Bytes = slice.Bytes[..(int)Math.Min(slice.Bytes.Length, end!.Value - offset)] };
            }
        );

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }
}
