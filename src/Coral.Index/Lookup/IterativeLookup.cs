using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Rpc;

namespace Coral.Index.Lookup;

/// <summary>One operation's way through the space, level by level: the space is walked once.</summary>
/// <remarks>
/// At each level: (1) ask ourselves; (2) ask the node that the level before ended at, if there was one; (3) ask the
/// known node that the <see cref="IHopRule"/> chooses, a little nearer to the key than the position; take its contacts
/// in, make it the position when it is nearer, and move the target on; (4) end where nobody known is nearer to the key,
/// or where the visitor says so.
/// <para>
/// Who looks for values in a small cluster goes straight for the key: where all members know one another, as those of
/// level 2 do (<see cref="IndexOptions.NearBucketSize"/>), that is one hop. The rule is there to keep a crowd off the
/// nodes next to a key; but every member looks for an object once, and has it then: so few make no crowd. Puts always
/// keep to the rule, or a popular key would spill nowhere.
/// </para>
/// </remarks>
internal sealed class IterativeLookup
{
    /// <summary>Most members of a cluster, by our estimate, that looks go straight to the key in.</summary>
    public const int SmallCluster = 64;

    private readonly LookupContext _context;
    private readonly Key _key;
    private readonly TimeSpan _started;
    private Candidate? _lastLevel;

    public IterativeLookup(LookupContext context, Key key)
    {
        _context = context;
        _key = key;
        _started = context.Clock.Now;
        Shortlist = new Shortlist(key.Point);
        Self = Shortlist.Add(context.Self.Contact);
        Position = Self;
    }

    /// <summary>Says what it makes of an answer.</summary>
    /// <returns>Whether the walk ends here.</returns>
    public delegate bool Visitor(Candidate node, FindAnswer answer);

    /// <summary>The nodes known at the present level.</summary>
    public Shortlist Shortlist { get; private set; }

    /// <summary>The nearest node to the key that has answered at the present level; ourselves at first.</summary>
    public Candidate Position { get; private set; }

    /// <summary>This node.</summary>
    public Candidate Self { get; private set; }

    /// <summary>The nodes that answered, in that order, at the present level; ourselves first.</summary>
    public List<Candidate> Path { get; } = [];

    public int Hops { get; private set; }

    public int Calls { get; set; }

    public int Levels { get; private set; }

    public LookupCost Cost => new(Hops, Calls, Levels, _context.Clock.Now - _started);

    /// <summary>Walks one level.</summary>
    /// <param name="question">What to ask; its target is set at each hop.</param>
    /// <param name="window">Most calls in flight.</param>
    /// <param name="visit">Sees every answer.</param>
    /// <param name="cancellationToken">Looked at between hops.</param>
    /// <returns>Whether the visitor ended it.</returns>
    public async Task<bool> QueryLevelAsync(
        FindQuery question,
        int window,
        Visitor visit,
        CancellationToken cancellationToken
    )
    {
        BeginLevel();
        var target = GoesStraight(question)
            ? _key.Point
            : _context.Self.Id.Point.Splice(_key.Point, CommonPrefixLength(_lastLevel?.Point ?? Self.Point));
        if (await AskOneAsync(Self, question, target, visit))
        {
            return true;
        }

        if (_lastLevel is not null && await AskOneAsync(_lastLevel, question, target, visit))
        {
            return true;
        }

        var hop = new CallWindow(_context, question, window);
        var rule = _context.RuleFor(question.Mode);
        target = Advance(rule, target);
        _context.AddOwn(question.Level, target, IndexServer.ContactsPerAnswer, Shortlist);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (hop.HasRoom && NextHop(rule, ref target, question.Level) is { } next)
            {
                Calls++;
                hop.Start(next, rule.Next(_key.Point, target, next.Point));
            }

            if (hop.IsIdle)
            {
                _lastLevel = Position == Self ? null : Position;
                return false;
            }

            if (await hop.NextAsync() is { } done && TakeIn(done, ref target, visit))
            {
                return true;
            }
        }
    }

    /// <summary>Asks a node for what it knows next to the key itself, outside the order of hops.</summary>
    /// <returns>Its answer, or <see langword="null"/>.</returns>
    public async Task<FindAnswer?> AskForKeyAsync(Candidate node, FindQuery question)
    {
        var answer = new FindAnswer();
        node.WasAskedForKey = true;
        Calls += node == Self ? 0 : 1;
        node.State = CandidateState.Asked;
        var answered = await _context.FindAsync(node.Contact, question with { Target = _key.Point }, answer);
        node.State = answered && !answer.IsStranger ? CandidateState.Answered : CandidateState.Failed;
        Learn(answer);
        return node.State == CandidateState.Answered ? answer : null;
    }

    private bool GoesStraight(FindQuery question) =>
        question.Level != ClusterLevel.Global
        && (question.Mode is FindMode.Values or FindMode.Lease)
        && _context.Peers.Table(question.Level).EstimateSize() <= SmallCluster;

    private void BeginLevel()
    {
        Levels++;
        Path.Clear();
        if (Levels == 1)
        {
            return;
        }

        Shortlist = new Shortlist(_key.Point);
        Self = Shortlist.Add(_context.Self.Contact);
        Position = Self;
        if (_lastLevel is not null)
        {
            _lastLevel = Shortlist.Add(_lastLevel.Contact);
        }
    }

    private async Task<bool> AskOneAsync(Candidate node, FindQuery question, Identifier target, Visitor visit)
    {
        var done = new Hop(node, _context.RuleFor(question.Mode).Next(_key.Point, target, node.Point));
        Calls += node == Self ? 0 : 1;
        node.State = CandidateState.Asked;
        done.HasAnswered = await _context.FindAsync(node.Contact, question with { Target = done.Target }, done.Answer);
        return TakeIn(done, ref target, visit);
    }

    /// <summary>The next node to ask; moves the target on as long as nobody known lies there.</summary>
    private Candidate? NextHop(IHopRule rule, ref Identifier target, ClusterLevel level)
    {
        while (true)
        {
            if (Shortlist.Next(rule, target, Position.Point) is { } next)
            {
                next.State = CandidateState.Asked;
                return next;
            }

            var further = Advance(rule, target);
            if (further == target)
            {
                return null;
            }

            target = further;
            _context.AddOwn(level, target, IndexServer.ContactsPerAnswer, Shortlist);
        }
    }

    private Identifier Advance(IHopRule rule, Identifier target) => rule.Next(_key.Point, target, Position.Point);

    /// <summary>Takes an answer in, if there was one; its contacts only when the walk goes on.</summary>
    /// <returns>Whether the visitor ends the walk here.</returns>
    private bool TakeIn(Hop done, ref Identifier target, Visitor visit)
    {
        if (!done.HasAnswered || done.Answer.IsStranger)
        {
            done.Node.State = CandidateState.Failed;
            return false;
        }

        done.Node.State = CandidateState.Answered;
        Path.Add(done.Node);
        done.Node.WasAskedForKey |= done.Target == _key.Point;
        Hops += done.Node == Self ? 0 : 1;
        if (XorDistance.Compare(_key.Point, done.Node.Point, Position.Point) < 0)
        {
            Position = done.Node;
        }

        if (CommonPrefixLength(done.Target) > CommonPrefixLength(target))
        {
            target = done.Target;
        }

        if (visit(done.Node, done.Answer))
        {
            return true;
        }

        Learn(done.Answer);
        return false;
    }

    private void Learn(FindAnswer answer)
    {
        foreach (var contact in answer.Contacts)
        {
            if (_context.Peers.MayLearn(contact))
            {
                Shortlist.Add(contact);
            }
        }
    }

    private int CommonPrefixLength(Identifier point) => XorDistance.Between(_key.Point, point).CommonPrefixLength;
}
