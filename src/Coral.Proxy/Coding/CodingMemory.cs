namespace Coral.Proxy.Coding;

/// <summary>Bounds what encoding under way keeps for those who come late. Safe for concurrent use.</summary>
internal sealed class CodingMemory(long limit)
{
    private long _taken;

    /// <summary>The bytes that are taken.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Takes <paramref name="bytes"/>, or nothing when the limit is reached.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= limit)
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    /// <summary>Gives <paramref name="bytes"/> back.</summary>
    public void Release(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
