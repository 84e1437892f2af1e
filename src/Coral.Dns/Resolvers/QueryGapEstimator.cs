using Coral.Core.Network;
using Coral.Dns.Wire;

namespace Coral.Dns.Resolvers;

/// <summary>
/// The time between two consecutive questions of one look-up: a round trip and the resolver's own thinking.
/// </summary>
/// <remarks>
/// A minimising resolver (RFC 9156) asks for <c>com.zone</c>, waits for our answer, and then asks for
/// <c>x.com.zone</c>. So a question about a name below the last one, from the very same address, came one round trip
/// after our answer. The same question again does not set the clock back, so that two look-ups at the same time make
/// the gap too long rather than too short. A lost race loses one sample.
/// </remarks>
internal sealed class QueryGapEstimator
{
    /// <summary>Questions further apart are two look-ups.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private long _key;
    private long _at;

    /// <summary>Takes note of a question.</summary>
    /// <param name="resolver">The very address it came from.</param>
    /// <param name="name">What it is about, in lower case.</param>
    /// <param name="isDeferred">It has been waiting: our answer leaves now, and not when it came.</param>
    /// <param name="now">Time since the server's start.</param>
    /// <returns>The gap, where this question follows the one before.</returns>
    public TimeSpan? Observe(in NodeAddress resolver, ReadOnlySpan<byte> name, bool isDeferred, TimeSpan now)
    {
        if (name[0] == 1 && name[1] == '_')
        {
            name = WireName.Parent(name);
        }

        var salt = resolver.WithPort(0).GetHashCode();
        var last = Volatile.Read(ref _key);
        var gap = now - new TimeSpan(Volatile.Read(ref _at));
        var key = KeyOf(name, salt);
        if (last == key && gap < Longest && !isDeferred)
        {
            return null;
        }

        Volatile.Write(ref _key, key);
        Volatile.Write(ref _at, now.Ticks);
        return last != key && gap < Longest && Follows(name, salt, last) ? gap : null;
    }

    private static bool Follows(ReadOnlySpan<byte> name, int salt, long last)
    {
        var length = (byte)last;
        while (name.Length > length && !WireName.IsRoot(name))
        {
            name = WireName.Parent(name);
        }

        return name.Length == length && KeyOf(name, salt) == last;
    }

    /// <summary>A name and who asked for it: hashes, and in the lowest byte the name's length.</summary>
    private static long KeyOf(ReadOnlySpan<byte> name, int salt) =>
        ((long)salt << 32) | ((uint)DnsNameComparer.Hash(name) & ~0xFFu) | (byte)name.Length;
}
