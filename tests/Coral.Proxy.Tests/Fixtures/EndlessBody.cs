using Coral.Caching.Model;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A long body that is all there, and tells how far it has been read.</summary>
internal sealed class EndlessBody(int length) : IBodyReader
{
    private readonly byte[] _piece = new byte[16 * 1024];
    private long _reached;

    public long? Length => length;

    public ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(_piece.Length, length - offset);
        Interlocked.Exchange(ref _reached, offset + count);
        return new ValueTask<BodySlice>(new BodySlice(_piece.AsMemory(0, count), null));
    }

    /// <summary>Waits until nobody reads on, and says how far they came.</summary>
    public async Task<long> StallAsync()
    {
        for (var last = -1L; ; )
        {
            var now = Interlocked.Read(ref _reached);
            if (now == last)
            {
                return now;
            }

            last = now;
            await Task.Delay(100);
        }
    }
}
