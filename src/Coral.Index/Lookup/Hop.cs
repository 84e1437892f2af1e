using Coral.Core.Identity;
using Coral.Index.Messages;

namespace Coral.Index.Lookup;

/// <summary>One request of a lookup to one node, and its response.</summary>
/// <param name="node">The node that is asked.</param>
/// <param name="target">The point that it is asked for: the target of the hop after it.</param>
internal sealed class Hop(Candidate node, Identifier target)
{
    public Candidate Node { get; } = node;

    public Identifier Target { get; } = target;

    /// <summary>The response, empty until <see cref="HasAnswered"/> is set.</summary>
    public FindAnswer Answer { get; } = new();

    public bool HasAnswered { get; set; }
}
