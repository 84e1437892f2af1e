using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Dns.Queries;

namespace Coral.Dns.Resolvers;

/// <summary>The hints about networks, which nodes share through the index and the directory.</summary>
/// <remarks>
/// Three kinds of nodes count as near a network: those in its own /24 or /48, which the directory knows; those that
/// measured it as near and left a hint that says how near; and those that left a hint under one of the routers on the
/// last hops towards it, where a probe has found such routers.
/// </remarks>
/// <param name="directory">Finds the nodes of a network.</param>
/// <param name="index">Keeps hints for an hour, at level 0.</param>
/// <param name="check">Identifies this node in the hints it leaves.</param>
internal sealed class HintStore(INodeDirectory directory, IContentIndex index, INodeCheck check)
{
    /// <summary>The lifetime of a hint in the index.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private static readonly LevelRange Levels = LevelRange.Only(ClusterLevel.Global);

    /// <summary>Looks up the nodes near a network.</summary>
    /// <param name="network">The /24 or /48 of a resolver.</param>
    /// <param name="routers">Routers on the last hops towards the network, the nearest to it last.</param>
    /// <param name="most">The number of nodes after which no more routers are looked up.</param>
    /// <returns>Each node once, nearest first; this node too if it is near.</returns>
    public async Task<List<ResolverHint>> FindAsync(
        NetworkPrefix network,
        IReadOnlyList<IPAddress> routers,
        int most,
        CancellationToken cancellationToken
    )
    {
        var target = network.Address.ToIPAddress();
        var members = await directory.NodesAsync(
            ClusterLevel.Global,
            most,
            target,
            NodeServices.None,
            cancellationToken
        );
        var found = Nearest(
            members
                .Append(check.Self)
                .Where(node => NetworkPrefix.Of(node.Address) == network)
                .Select(node => new ResolverHint(node, TimeSpan.Zero))
                .Concat(await ReadAsync(network.HintKey, ResolverHint.TryDecode, cancellationToken))
        );
        foreach (var key in KeysOf(routers))
        {
            if (found.Count < most)
            {
                found = Nearest(found.Concat(await ReadAsync(key, Unmeasured, cancellationToken)));
            }
        }

        return found;
    }

    /// <summary>Leaves a hint that this node measured a network as near.</summary>
    public async Task LeaveAsync(NetworkPrefix network, TimeSpan roundTrip, CancellationToken cancellationToken)
    {
        var hint = new ResolverHint(check.Self, roundTrip).Encode();
        await index.PutAsync(network.HintKey, hint, Lifetime, Levels, cancellationToken);
    }

    /// <summary>The keys of the nodes behind routers; the router nearest to the network first.</summary>
    private static IEnumerable<Key> KeysOf(IReadOnlyList<IPAddress> routers) =>
        routers
            .Reverse()
            .SelectMany(router => new[] { NetworkHint.OfRouter(router), NetworkHint.OfRouterNetwork(router) })
            .OfType<NetworkHint>()
            .Select(hint => hint.Key)
            .Distinct();

    /// <summary>Reads the pointer of a node behind a router: near, but at an unmeasured distance.</summary>
    private static ResolverHint? Unmeasured(ReadOnlySpan<byte> bytes) =>
        Pointer.TryDecode(bytes) is { Contact: { Address.IsEmpty: false } contact }
            ? new ResolverHint(contact, TimeSpan.MaxValue)
            : null;

    /// <summary>Each node once, nearest first; equals keep their order.</summary>
    private static List<ResolverHint> Nearest(IEnumerable<ResolverHint> hints) =>
        [.. hints.OrderBy(hint => hint.RoundTrip).DistinctBy(hint => hint.Contact.Id)];

    private async Task<IEnumerable<ResolverHint>> ReadAsync(
        Key key,
        Func<ReadOnlySpan<byte>, ResolverHint?> decode,
        CancellationToken cancellationToken
    )
    {
        var found = await index.GetAsync(key, Levels, cancellationToken);
        return found.Values.Select(value => decode(value.Bytes.Span)).OfType<ResolverHint>();
    }
}
