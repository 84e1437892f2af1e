using Coral.Dns.Protection;
using Coral.Dns.Queries;

namespace Coral.Dns.Resolvers;

/// <summary>What we know of the networks that ask us: a fixed table, four places a row, no lock.</summary>
/// <remarks>
/// A network that is known costs no allocation. A new one pushes the oldest of its row out, so that strangers, however
/// many, cost each other's places and nothing else; rows are found by a keyed hash, so that nobody can aim at one.
/// </remarks>
/// <param name="hash">Keyed.</param>
/// <param name="rows">Rows.</param>
internal sealed class ResolverTable(SipHash hash, int rows = ResolverTable.DefaultRows)
{
    /// <summary>Networks remembered by default: four a row, 16,384.</summary>
    public const int DefaultRows = 4_096;

    private const int Ways = 4;
    private readonly ResolverEntry?[] _entries = new ResolverEntry?[rows * Ways];

    /// <summary>How many are remembered now.</summary>
    public int Count => _entries.Count(entry => entry is not null);

    /// <summary>What is known of a network; it is remembered from now on.</summary>
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

        // The newest stands first; a lost race forgets a network, which is learnt again.
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
