using Coral.Core.Identity;
using Coral.Index.Messages;

namespace Coral.Index.Lookup;

/// <summary>One question of a walk to one node.</summary>
internal sealed class Hop(Candidate node, Identifier target)
{
    public Candidate Node { get; } = node;

    /// <summary>Whom it was asked for: the target of the hop after it.</summary>
    public Identifier Target { get; } = target;

    public FindAnswer Answer { get; } = new();

    public bool HasAnswered { get; set; }
}
