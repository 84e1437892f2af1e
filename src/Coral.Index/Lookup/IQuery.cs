namespace Coral.Index.Lookup;

/// <summary>
/// One kind of iterative lookup: it chooses the next node to ask, and decides when enough responses have come.
/// <see cref="QueryEngine"/> runs the loop.
/// </summary>
internal interface IQuery
{
    /// <summary>The next node to ask, with the request for it.</summary>
    /// <returns><see langword="null"/> when no node is to be asked before another response has come.</returns>
    Hop? Next();

    /// <summary>Takes in a hop that has ended, with a response or without one.</summary>
    /// <returns>Whether the lookup ends here.</returns>
    bool TakeIn(Hop hop);
}
