using Coral.Core.Identity;
using Coral.Index.Rpc;

namespace Coral.Index.Lookup;

/// <summary>A lookup of a key at one level: each hop goes to the node that an <see cref="IHopRule"/> chooses.</summary>
/// <remarks>
/// Before <see cref="SetOut"/> only the nodes that the lookup starts from are asked, each for the first hop's target.
/// </remarks>
internal sealed class LevelQuery : IQuery
{
    private readonly IterativeLookup _lookup;
    private readonly LookupContext _context;
    private readonly IterativeLookup.Visitor _visit;
    private readonly IHopRule _rule;
    private readonly Candidate? _lastLevel;
    private Identifier _target;
    private int _started;
    private bool _isOnItsWay;

    /// <summary>Starts the lookup of one level.</summary>
    /// <param name="lookup">The lookup that this level is part of.</param>
    /// <param name="context">The node that looks up.</param>
    /// <param name="question">The request for every node; its target is set at each hop.</param>
    /// <param name="lastLevel">The node to ask after this one: the level before ended there, if there was one.</param>
    /// <param name="target">The point that the first hop should lie at.</param>
    /// <param name="visit">Receives every response, and may end the level.</param>
    public LevelQuery(
        IterativeLookup lookup,
        LookupContext context,
        FindQuery question,
        Candidate? lastLevel,
        Identifier target,
        IterativeLookup.Visitor visit
    )
    {
        _lookup = lookup;
        _context = context;
        Question = question;
        _visit = visit;
        _rule = context.RuleFor(question.Mode);
        _lastLevel = lastLevel;
        _target = target;
    }

    /// <inheritdoc />
    public FindQuery Question { get; }

    private Identifier Key => _lookup.Key.Point;

    /// <summary>
    /// Ends the first phase, in which the starting nodes are asked; from here on each hop approaches the key.
    /// </summary>
    public void SetOut()
    {
        _isOnItsWay = true;
        MoveTo(Advanced());
    }

    /// <inheritdoc />
    public Hop? Next()
    {
        var node = _isOnItsWay ? NextNode() : NextStart();
        return node is null ? null : _lookup.Ask(node, _rule.Next(Key, _target, node.Point));
    }

    /// <inheritdoc />
    /// <remarks>The contacts of a response are taken in only when the lookup goes on.</remarks>
    public bool TakeIn(Hop hop)
    {
        if (!hop.HasAnswered || hop.Answer.IsStranger)
        {
            hop.Node.State = CandidateState.Failed;
            return false;
        }

        hop.Node.WasQueriedForKey |= hop.Target == Key;
        _lookup.Arrive(hop.Node);
        if (_isOnItsWay && PrefixLength(hop.Target) > PrefixLength(_target))
        {
            _target = hop.Target;
        }

        if (_visit(hop.Node, hop.Answer))
        {
            return true;
        }

        _lookup.Learn(hop.Answer);
        return false;
    }

    private Candidate? NextStart() =>
        _started++ switch
        {
            0 => _lookup.Self,
            1 => _lastLevel,
            _ => null,
        };

    /// <summary>The next node to ask; moves the target on as long as no known node lies there.</summary>
    private Candidate? NextNode()
    {
        while (true)
        {
            if (_lookup.Shortlist.Next(_rule, _target, _lookup.Position.Point) is { } next)
            {
                return next;
            }

            var further = Advanced();
            if (further == _target)
            {
                return null;
            }

            MoveTo(further);
        }
    }

    private Identifier Advanced() => _rule.Next(Key, _target, _lookup.Position.Point);

    private void MoveTo(Identifier target)
    {
        _target = target;
        _context.AddOwn(Question.Level, target, FindOperation.ContactsPerAnswer, _lookup.Shortlist);
    }

    private int PrefixLength(Identifier point) => XorDistance.Between(Key, point).CommonPrefixLength;
}
