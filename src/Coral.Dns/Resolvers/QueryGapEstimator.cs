using Coral.Core.Network;
using Coral.Dns.Wire;

namespace Coral.Dns.Resolvers;

/// <summary>An estimator of round trips from the gap between two consecutive queries of one lookup.</summary>
/// <remarks>
/// A minimising resolver (RFC 9156) queries <c>com.zone</c>, waits for the response, and then queries
/// <c>x.com.zone</c>. So a query for a name below the last one, from the very same address, came one round trip
/// (and the resolver's own work) after our response. A repeated query does not reset the clock, so that two lookups at
/// the same time make the gap too long rather than too short. A lost race loses one sample.
/// </remarks>
internal sealed class QueryGapEstimator
{
    /// <summary>The longest gap within one lookup; queries further apart belong to two.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private long _key;
    private long _at;

    /// <summary>Adds a query.</summary>
    /// <param name="resolver">The source address of the query.</param>
    /// <param name="name">The name queried, in lower case.</param>
    /// <param name="isDeferred">True if the query had to wait, so that its response leaves only now.</param>
    /// <param name="now">The present uptime of the server.</param>
    /// <returns>The gap, if this query follows the one before in a lookup.</returns>
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

    /// <summary>A hash of name and resolver, with the name's length in the lowest byte.</summary>
    private static long KeyOf(ReadOnlySpan<byte> name, int salt) =>
        ((long)salt << 32) | ((uint)DnsNameComparer.Hash(name) & ~0xFFu) | (byte)name.Length;
}
