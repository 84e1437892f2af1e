using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Options;
using Coral.Index.Rpc;

namespace Coral.Index.Lookup;

/// <summary>The lookup of one operation, level by level: the nodes known, asked and heard so far.</summary>
/// <remarks>
/// At each level: (1) ask ourselves; (2) ask the node that the level before ended at, if there was one; (3) ask the
/// known node that the <see cref="IHopRule"/> chooses, a little nearer to the key than the position; take its contacts
/// in, make it the position when it is nearer, and move the target on; (4) end where no known node is nearer to the
/// key, or where the visitor stops it.
/// <para>
/// A lookup of values in a small cluster goes straight for the key: where all members know one another, as those of
/// level 2 do (<see cref="IndexOptions.NearBucketSize"/>), that is one hop. The rule keeps a crowd away from the nodes
/// next to a key; but each member looks an object up once, and has it then, so a small cluster makes no crowd. Puts
/// always keep to the rule, or a popular key would never spill.
/// </para>
/// </remarks>
internal sealed class IterativeLookup
{
    /// <summary>
    /// Most members, by this node's estimate, of a cluster in which lookups of values go straight to the key.
    /// </summary>
    public const int SmallCluster = 64;

    private readonly LookupContext _context;
    private readonly TimeSpan _started;
    private readonly List<Candidate> _path = [];
    private Candidate? _lastLevel;

    public IterativeLookup(LookupContext context, Key key)
    {
        _context = context;
        Key = key;
        _started = context.Clock.Now;
        Shortlist = new Shortlist(key.Point);
        Self = Shortlist.Add(context.Self.Contact);
        Position = Self;
    }

    /// <summary>Receives the responses of a level, one by one.</summary>
    /// <returns>Whether the level ends here.</returns>
    public delegate bool Visitor(Candidate node, FindAnswer answer);

    public Key Key { get; }

    /// <summary>The nodes known at the present level.</summary>
    public Shortlist Shortlist { get; private set; }

    /// <summary>The nearest node to the key that has responded at the present level; this node at first.</summary>
    public Candidate Position { get; private set; }

    /// <summary>This node.</summary>
    public Candidate Self { get; private set; }

    /// <summary>
    /// The nodes that responded at the present level, in the order of their responses; this node first.
    /// </summary>
    public IEnumerable<NodeContact> Path => _path.Select(node => node.Contact);

    public int Hops { get; private set; }

    public int Calls { get; private set; }

    public int Levels { get; private set; }

    /// <summary>The cost of the lookup so far.</summary>
    public LookupCost Cost => new(Hops, Calls, Levels, _context.Clock.Now - _started);

    /// <summary>Approaches the key at one level.</summary>
    /// <param name="question">The request for every node; its target is set at each hop.</param>
    /// <param name="visit">Receives every response, and may end the level.</param>
    /// <param name="cancellationToken">Checked between hops.</param>
    /// <returns>Whether the visitor ended the level.</returns>
    public async Task<bool> QueryLevelAsync(FindQuery question, Visitor visit, CancellationToken cancellationToken)
    {
        BeginLevel();
        var target = GoesStraight(question)
            ? Key.Point
            : _context.Self.Id.Point.Splice(Key.Point, PrefixLength(_lastLevel?.Point ?? Self.Point));
        var query = new LevelQuery(this, _context, question, _lastLevel, target, visit);
        var window = CallWindow.Single(_context);
        if (await QueryEngine.RunAsync(query, window, CancellationToken.None))
        {
            return true;
        }

        query.SetOut();
        window.Widen(_context.Options.ParallelCalls);
        if (await QueryEngine.RunAsync(query, window, cancellationToken))
        {
            return true;
        }

        _lastLevel = Position == Self ? null : Position;
        return false;
    }

    /// <summary>
    /// Asks the <paramref name="count"/> nodes nearest to the key, in parallel, until none of them knows a nearer one.
    /// </summary>
    /// <returns>The values of the nearest node that had any; finding values ends the lookup.</returns>
    public async Task<List<IndexValue>> QueryClosestAsync(
        FindQuery question,
        int count,
        CancellationToken cancellationToken
    )
    {
        var query = new ClosestQuery(this, question, count);
        await QueryEngine.RunAsync(query, CallWindow.Unbounded(_context), cancellationToken);
        return query.Values;
    }

    /// <summary>Notes that a node is asked, and counts the call unless it is to ourselves.</summary>
    public Hop Ask(Candidate node, Identifier target)
    {
        CountCall(node);
        node.State = CandidateState.Queried;
        return new Hop(node, target);
    }

    /// <summary>Counts a call, unless it is to ourselves.</summary>
    public void CountCall(Candidate to) => Calls += to == Self ? 0 : 1;

    /// <summary>Notes that a node on the path has responded.</summary>
    public void Arrive(Candidate node)
    {
        node.State = CandidateState.Answered;
        _path.Add(node);
        Hops += node == Self ? 0 : 1;
        if (XorDistance.Compare(Key.Point, node.Point, Position.Point) < 0)
        {
            Position = node;
        }
    }

    /// <summary>Adds the contacts of a response, those in quarantine excepted.</summary>
    public void Learn(FindAnswer answer)
    {
        foreach (var contact in answer.Contacts)
        {
            if (_context.Peers.MayLearn(contact))
            {
                Shortlist.Add(contact);
            }
        }
    }

    private bool GoesStraight(FindQuery question) =>
        question.Level != ClusterLevel.Global
        && (question.Mode is FindMode.Values or FindMode.Lease)
        && _context.Peers.Table(question.Level).EstimateSize() <= SmallCluster;

    private void BeginLevel()
    {
        Levels++;
        _path.Clear();
        if (Levels == 1)
        {
            return;
        }

        Shortlist = new Shortlist(Key.Point);
        Self = Shortlist.Add(_context.Self.Contact);
        Position = Self;
        if (_lastLevel is not null)
        {
            _lastLevel = Shortlist.Add(_lastLevel.Contact);
        }
    }

    private int PrefixLength(Identifier point) => XorDistance.Between(Key.Point, point).CommonPrefixLength;
}
