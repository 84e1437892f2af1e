using Coral.Dns.Protection;
using Coral.Dns.Queries;

namespace Coral.Dns.Resolvers;

/// <summary>
/// The states of the networks that resolvers query from: a four-way set-associative table without a lock.
/// </summary>
/// <remarks>
/// A known network costs no allocation. A new one evicts the oldest of its row, and rows are found by a keyed hash, so
/// that nobody can evict a chosen network.
/// </remarks>
/// <param name="hash">The keyed hash that finds a network's row.</param>
/// <param name="rows">The number of rows, of four networks each.</param>
internal sealed class ResolverTable(SipHash hash, int rows = ResolverTable.DefaultRows)
{
    /// <summary>Networks remembered by default: four a row, 16,384.</summary>
    public const int DefaultRows = 4_096;

    private const int Ways = 4;
    private readonly ResolverEntry?[] _entries = new ResolverEntry?[rows * Ways];

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Count(entry => entry is not null);

    /// <summary>The entry of a network, created where there is none.</summary>
    public ResolverEntry Of(in NetworkPrefix network)
    {
        var row = Row(network);
        foreach (ref var place in row)
        {
            if (Volatile.Read(ref place) is { } known && known.Network == network)
            {
                return known;
            }
        }

        // The newest entry comes first; a lost race drops a network, which is then learnt again.
        for (var i = Ways - 1; i > 0; i--)
        {
            Volatile.Write(ref row[i], Volatile.Read(ref row[i - 1]));
        }

        var entry = new ResolverEntry(network);
        Volatile.Write(ref row[0], entry);
        return entry;
    }

    private Span<ResolverEntry?> Row(in NetworkPrefix network) =>
        _entries.AsSpan((int)(hash.Hash(network.Address.High, network.Address.Low) % (uint)rows) * Ways, Ways);
}
