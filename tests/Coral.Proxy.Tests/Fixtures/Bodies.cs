using Coral.Caching.Http;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>Bytes of bodies, made and read.</summary>
internal static class Bodies
{
    /// <summary>Bytes that differ everywhere, the same at every run.</summary>
    public static byte[] Of(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Reads a body to its end, good or bad, and gives it back.</summary>
    public static async Task<(byte[] Bytes, FetchFailure? Failure)> ReadAllAsync(IOriginBody? body)
    {
        Assert.NotNull(body);
        await using (body)
        {
            var all = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (true)
            {
                var read = await body.ReadAsync(buffer, TestContext.Current.CancellationToken);
                if (read.Bytes == 0)
                {
                    return (all.ToArray(), read.Failure);
                }

                all.Write(buffer, 0, read.Bytes);
            }
        }
    }
}
