using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Clusters;

namespace Coral.Index.Hints;

/// <summary>Finds the nodes that left their contact under a hint, and exchanges a ping with each.</summary>
/// <remarks>
/// Values that others stored are not validated: a node that does not answer enters no table. A node that does is known
/// from then on with its round trip and clusters, a candidate like any other. Owned by the node's loop.
/// </remarks>
internal sealed class HintReader(IContentIndex index, ClusterProber prober)
{
    /// <summary>Most contacts taken from one key.</summary>
    public const int MaxContacts = 8;

    /// <summary>The level at which hints are kept: 0, since nodes of other clusters read them too.</summary>
    public static LevelRange Levels => LevelRange.Only(ClusterLevel.Global);

    /// <summary>Looks a hint up.</summary>
    /// <param name="network">The network that contacts must lie in; without it, they may be anywhere.</param>
    /// <returns>The nodes named under the hint, whether they responded or not.</returns>
    public async Task<IReadOnlyList<NodeId>> ReadAsync(
        NetworkHint hint,
        NetworkHint? network,
        CancellationToken cancellationToken
    )
    {
        var found = await index.GetAsync(hint.Key, Levels, cancellationToken);
        var contacts = found
            .Values.Select(value => Pointer.TryDecode(value.Bytes.Span))
            .OfType<Pointer>()
            .Select(pointer => pointer.Contact)
            .Where(contact => !contact.Address.IsEmpty && IsIn(contact, network))
            .DistinctBy(contact => contact.Id)
            .Take(MaxContacts)
            .ToList();
        await prober.MeasureAsync(contacts);
        return [.. contacts.Select(contact => contact.Id)];
    }

    private static bool IsIn(NodeContact contact, NetworkHint? network) =>
        network is null || NetworkHint.OfNetwork(contact.Address.ToIPAddress()) == network;
}
