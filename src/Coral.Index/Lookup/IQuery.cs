using Coral.Index.Rpc;

namespace Coral.Index.Lookup;

/// <summary>
/// One kind of iterative lookup: it chooses the next node to ask, and decides when enough responses have come.
/// <see cref="QueryEngine"/> runs the loop.
/// </summary>
internal interface IQuery
{
    /// <summary>The request that every hop sends, each with its own target.</summary>
    FindQuery Question { get; }

    /// <summary>The next node to ask, and the point to ask it for.</summary>
    /// <returns><see langword="null"/> when no node is to be asked before another response has come.</returns>
    Hop? Next();

    /// <summary>Takes in a hop that has ended, with a response or without one.</summary>
    /// <returns>Whether the lookup ends here.</returns>
    bool TakeIn(Hop hop);
}
