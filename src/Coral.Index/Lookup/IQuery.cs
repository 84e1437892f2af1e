namespace Coral.Index.Lookup;

/// <summary>
/// The question of an iterative lookup: which node is asked next, and when enough has been heard. The loop around it is
/// <see cref="QueryEngine"/>'s.
/// </summary>
internal interface IQuery
{
    /// <summary>The next node to ask, and what to ask it.</summary>
    /// <returns><see langword="null"/> when no node is to be asked before another response has come.</returns>
    Hop? Next();

    /// <summary>Takes in a hop that has ended, with a response or without one.</summary>
    /// <returns>Whether the lookup ends here.</returns>
    bool TakeIn(Hop hop);
}
