namespace Coral.Core.Names;

/// <summary>Decisions on Host fields met before: a fixed table, two entries a row, no lock.</summary>
/// <remarks>
/// A hit allocates nothing. A new entry pushes the older of its row out, so that strange names, however many, cost each
/// other's places and nothing else. Entries are immutable and replaced whole; a lost race loses an entry, which is
/// decided again. The hash of a string is keyed at random in each process, so rows cannot be aimed at.
/// </remarks>
/// <param name="rows">Rows; a power of two.</param>
internal sealed class DecisionCache(int rows)
{
    private readonly CachedDecision?[] _entries = new CachedDecision?[rows * 2];

    /// <summary>The number of entries held, twice the rows at most.</summary>
    public int Count => _entries.Count(entry => entry is not null);

    public HostDecision? Find(string field)
    {
        var row = RowOf(field);
        var first = Volatile.Read(ref _entries[row]);
        if (first is not null && first.Field == field)
        {
            return first.Decision;
        }

        var second = Volatile.Read(ref _entries[row + 1]);
        return second is not null && second.Field == field ? second.Decision : null;
    }

    public void Keep(string field, HostDecision decision)
    {
        var row = RowOf(field);
        Volatile.Write(ref _entries[row + 1], Volatile.Read(ref _entries[row]));
        Volatile.Write(ref _entries[row], new CachedDecision(field, decision));
    }

    private int RowOf(string field) => (StringComparer.Ordinal.GetHashCode(field) & (rows - 1)) * 2;

    private sealed record CachedDecision(string Field, HostDecision Decision);
}
