using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>The search for a source of a flight's bytes, as a state machine: its table of steps.</summary>
/// <remarks>
/// <list type="number">
/// <item>Look up the holders and take the lease, in one lookup. Nobody came before, or nobody can say: the
/// origin.</item>
/// <item>Try the holders one after another. One answers: done.</item>
/// <item>All of them are full: back off, and look up again. Some were given up: look up again without them.</item>
/// <item>Only those are left that others reach and this node does not: a near node relays.</item>
/// <item>No source in this way, or too many lookups: the origin, and a lease beside those of the excluded nodes.</item>
/// <item>For a header alone (HEAD) the lookup takes no lease, each holder is tried once, and then the origin.</item>
/// </list>
/// The steps keep nothing: what changes is in <see cref="SearchState"/>, and what each decides is its return value.
/// </remarks>
internal sealed class SourceSearch(
    LookupStep lookup,
    HolderStep holders,
    HeadStep heads,
    BackOffStep backOff,
    RelayStep relays,
    OriginStep origin
)
{
    /// <summary>Runs a search that was begun to its end.</summary>
    /// <returns>The response to go on with, or the failure of the origin.</returns>
    public async Task<FetchedResponse> RunAsync(SearchState search, CancellationToken cancellationToken)
    {
        while (search.Phase != SearchPhase.Done)
        {
            search.Phase = search.Phase switch
            {
                SearchPhase.LookUp => await lookup.RunAsync(search, cancellationToken),
                SearchPhase.TryHolder => await holders.RunAsync(search, cancellationToken),
                SearchPhase.TryHead => await heads.RunAsync(search, cancellationToken),
                SearchPhase.BackOff => await backOff.RunAsync(search, cancellationToken),
                SearchPhase.Relay => await relays.RunAsync(search, cancellationToken),
                SearchPhase.LeaveLease => LeaveLease(search),
                _ => await origin.RunAsync(search, cancellationToken),
            };
        }

        return search.Response;
    }

    private static SearchPhase LeaveLease(SearchState search)
    {
        search.Leases.LeaveBeside(search.Key);
        return SearchPhase.Origin;
    }
}
