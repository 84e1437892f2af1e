using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Index.Lookup;

/// <summary>The nodes of one level that a lookup knows of.</summary>
/// <remarks>A few dozen nodes at most: a linear search is faster than any index.</remarks>
internal sealed class Shortlist(Identifier key)
{
    private readonly List<Candidate> _candidates = [];

    /// <summary>True if other nodes are known, and none of them has responded.</summary>
    public bool IsCutOff(Candidate self) =>
        _candidates.Exists(c => c.State == CandidateState.Failed)
        && !_candidates.Exists(c => c != self && c.State == CandidateState.Answered);

    /// <summary>Adds a node unless it is known already.</summary>
    public Candidate Add(NodeContact contact)
    {
        foreach (var known in _candidates)
        {
            if (known.Contact.Id == contact.Id)
            {
                return known;
            }
        }

        var candidate = new Candidate(contact);
        _candidates.Add(candidate);
        return candidate;
    }

    /// <summary>The node not asked yet that <paramref name="rule"/> makes the next hop.</summary>
    /// <param name="rule">The rule that rates the candidates.</param>
    /// <param name="target">The point that the next hop should lie at.</param>
    /// <param name="position">The nearest node that has responded so far.</param>
    public Candidate? Next(IHopRule rule, Identifier target, Identifier position)
    {
        Candidate? best = null;
        foreach (var candidate in _candidates)
        {
            if (
                candidate.State == CandidateState.New
                && rule.Leads(key, target, position, candidate.Point)
                && (best is null || rule.IsBetter(key, target, candidate.Point, best.Point))
            )
            {
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>The nearest node to the key that has not failed and passes <paramref name="accept"/>.</summary>
    public Candidate? Nearest(Func<Candidate, bool> accept)
    {
        Candidate? best = null;
        foreach (var candidate in _candidates)
        {
            if (
                candidate.State != CandidateState.Failed
                && (best is null || XorDistance.Compare(key, candidate.Point, best.Point) < 0)
                && accept(candidate)
            )
            {
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>The nodes nearest to the key that have not failed, nearest first.</summary>
    public List<Candidate> Nearest(int count)
    {
        var nearest = _candidates.FindAll(c => c.State != CandidateState.Failed);
        nearest.Sort((a, b) => XorDistance.Compare(key, a.Point, b.Point));
        if (nearest.Count > count)
        {
            nearest.RemoveRange(count, nearest.Count - count);
        }

        return nearest;
    }

    /// <summary>
    /// The nodes that have responded, nearest to the key first: the order in which a put tries to store.
    /// </summary>
    public List<Candidate> Answered()
    {
        var answered = _candidates.FindAll(c => c.State == CandidateState.Answered);
        answered.Sort((a, b) => XorDistance.Compare(key, a.Point, b.Point));
        return answered;
    }
}
