using Coral.Core.Identity;
using Coral.Index.Messages;
using Coral.Index.Rpc;

namespace Coral.Index.Lookup;

/// <summary>One request of a lookup to one node, and its response.</summary>
internal sealed class Hop(Candidate node, FindQuery query)
{
    public Candidate Node { get; } = node;

    public FindQuery Query { get; } = query;

    /// <summary>The point that the node is asked for: the target of the hop after it.</summary>
    public Identifier Target => Query.Target;

    /// <summary>The response, empty until <see cref="HasAnswered"/> is set.</summary>
    public FindAnswer Answer { get; } = new();

    public bool HasAnswered { get; set; }
}
