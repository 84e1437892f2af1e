namespace Coral.Index.Lookup;

/// <summary>The loop of every iterative lookup.</summary>
/// <remarks>
/// Until the query ends itself, or no request is in flight and no node is left to ask: (1) ask as many nodes as the
/// window has room for; (2) wait for the first of them; (3) let the query take its response in.
/// </remarks>
internal static class QueryEngine
{
    /// <summary>Runs a query to its end.</summary>
    /// <param name="query">Chooses the nodes to ask, and ends the loop.</param>
    /// <param name="window">Bounds the requests in flight at once.</param>
    /// <param name="cancellationToken">Checked before each round of requests.</param>
    /// <returns>Whether the query ended the loop; <see langword="false"/> when no node was left to ask.</returns>
    public static async Task<bool> RunAsync(IQuery query, CallWindow window, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (window.HasRoom && query.Next() is { } hop)
            {
                window.Start(hop, query.Question);
            }

            if (window.IsIdle)
            {
                return false;
            }

            if (await window.NextAsync() is { } ended && query.TakeIn(ended))
            {
                return true;
            }
        }
    }
}
