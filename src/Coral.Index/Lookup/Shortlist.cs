using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Index.Lookup;

/// <summary>The nodes of one level that a lookup knows of.</summary>
/// <remarks>A few dozen at most: searched from end to end, which is faster than anything cleverer.</remarks>
internal sealed class Shortlist(Identifier key)
{
    private readonly List<Candidate> _candidates = [];

    public int Count => _candidates.Count;

    /// <summary>True if others are known, and not one of them has answered.</summary>
    public bool IsCutOff(Candidate self) =>
        _candidates.Exists(c => c.State == CandidateState.Failed)
        && !_candidates.Exists(c => c != self && c.State == CandidateState.Answered);

    /// <summary>Takes a node in unless it is known already.</summary>
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
    /// <param name="rule">Decides.</param>
    /// <param name="target">Where the next hop should lie.</param>
    /// <param name="position">The nearest node that has answered.</param>
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

    /// <summary>The nodes that have answered, nearest to the key first: the stack of a put.</summary>
    public List<Candidate> Answered()
    {
        var answered = _candidates.FindAll(c => c.State == CandidateState.Answered);
        answered.Sort((a, b) => XorDistance.Compare(key, a.Point, b.Point));
        return answered;
    }
}
