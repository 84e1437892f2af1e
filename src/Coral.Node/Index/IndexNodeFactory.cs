using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index;
using Coral.Index.Events;
using Coral.Node.Identity;

namespace Coral.Node.Index;

/// <summary>Makes the index node of a running node, once its socket and its ports are known.</summary>
/// <param name="data">The node's identity, and the keys of its network.</param>
/// <param name="conditions">Conditions that speak against sending the node clients. Any thread.</param>
/// <param name="random">Jitter and sampling; used on the index's loop alone.</param>
/// <param name="tokens">Draws what others must not guess.</param>
internal sealed class IndexNodeFactory(
    IndexPartConfig config,
    NodeData data,
    Func<NodeConditions> conditions,
    Random random,
    ITokenSource tokens,
    IIndexEvents events
)
{
    /// <summary>Makes it. On its loop.</summary>
    /// <param name="transport">The index's socket, bound.</param>
    /// <param name="ports">The services that the node runs beside the index.</param>
    /// <param name="clock">Time, its timers firing on the loop.</param>
    public IndexNode Create(IDatagramTransport transport, ServicePorts ports, TimeProvider clock)
    {
        var node = new IndexNodeConfig(data.Node.Id, ports, data.Network?.Keys ?? [], config.Index)
        {
            Clusters = config.Clusters,
            Conditions = conditions,
        };
        return new IndexNode(node, transport, clock, random, tokens, events);
    }
}
