using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;

namespace Coral.Node.Index;

/// <summary>Time, chance and network of the index.</summary>
/// <param name="Tokens">What others must not guess.</param>
/// <param name="Random">Jitter and sampling; used on the index's loop alone.</param>
/// <param name="Clock">Time.</param>
/// <param name="Conditions">What speaks against sending the node clients. Safe from any thread.</param>
/// <param name="Datagrams">What stands between the index and its socket, made from the bound socket.</param>
internal sealed record IndexTools(
    ITokenSource Tokens,
    Random Random,
    TimeProvider Clock,
    Func<NodeConditions> Conditions,
    Func<IDatagramTransport, IDatagramTransport> Datagrams
);
