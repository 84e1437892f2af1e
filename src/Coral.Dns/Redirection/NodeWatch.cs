using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Dns.Zones;

namespace Coral.Dns.Redirection;

/// <summary>Keeps the <see cref="Neighbourhood"/> true: asks the members of our clusters whether they live.</summary>
/// <remarks>
/// A round:
/// 1. every half minute, let the directory name members of each cluster; those that lived stay, others are drawn;
/// 2. ask all of them at once, and wait no longer than a query may;
/// 3. replace the snapshot.
/// Rounds follow each other while there are queries, and never overlap; a query that comes after a quiet time, and
/// finds the snapshot old, begins one and waits for it.
/// </remarks>
internal sealed class NodeWatch(DnsTools tools, DnsOptions options, ServerNaming naming, HierarchyNames? hierarchy)
{
    /// <summary>Without queries for so long, nobody is asked any more.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RosterPeriod = TimeSpan.FromSeconds(30);
    private static readonly NodeServices[] Services = [NodeServices.Http, NodeServices.Dns];
    private static readonly ClusterLevel[] Levels = Enum.GetValues<ClusterLevel>();
    private readonly long _start = tools.Clock.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly List<NodeContact>[] _rosters = [.. Levels.Select(_ => new List<NodeContact>())];
    private Dictionary<NodeId, WatchedNode> _living = [];
    private TimeSpan? _rosterAt;
    private Task? _round;
    private long _usedAt = -1;
    private Neighbourhood? _hood;

    /// <summary>Time since the server's start.</summary>
    public TimeSpan Now => tools.Clock.GetElapsedTime(_start);

    /// <summary>The snapshot; whoever reads it keeps the rounds going.</summary>
    public Neighbourhood Use(TimeSpan now)
    {
        if (now.Ticks - Volatile.Read(ref _usedAt) is < 0 or > TimeSpan.TicksPerSecond)
        {
            Volatile.Write(ref _usedAt, now.Ticks);
        }

        return Volatile.Read(ref _hood) ?? Alone();
    }

    /// <summary>Whether a level was asked so lately that who is silent in it is taken for dead.</summary>
    public bool IsFresh(LevelView view, TimeSpan now) => view.CheckedAt is { } at && now - at <= options.MaxSilence;

    /// <summary>Joins the round that runs, or begins one; no round takes longer than a query may wait.</summary>
    public Task RoundAsync()
    {
        lock (_lock)
        {
            return _round is { IsCompleted: false } ? _round : _round = RunRoundAsync();
        }
    }

    /// <summary>Runs round after round while there are queries, until told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.MaxSilence / 3, tools.Clock, cancellationToken);
                var used = Volatile.Read(ref _usedAt);
                if (used >= 0 && Now - new TimeSpan(used) < Quiet)
                {
                    await RoundAsync();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    /// <summary>Asks nodes now, as long as a query may wait; those that answered.</summary>
    public async Task<WatchedNode[]> AskAsync(IReadOnlyList<NodeContact> contacts, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(options.CheckTimeout, tools.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        var answers = await Task.WhenAll(contacts.Select(contact => AskOneAsync(contact, both.Token)));
        return [.. answers.OfType<WatchedNode>()];
    }

    private async Task<WatchedNode?> AskOneAsync(NodeContact contact, CancellationToken cancellationToken)
    {
        var begins = Now;
        try
        {
            var report = await tools.Check.AskAsync(contact, cancellationToken);
            return report is { } said ? Answered(contact, said, Now - begins) : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private WatchedNode Answered(NodeContact contact, NodeReport said, TimeSpan took)
    {
        var before = Volatile.Read(ref _living).GetValueOrDefault(contact.Id)?.RoundTrip;
        return new WatchedNode(contact, said, Now, before < took ? before.Value : took);
    }

    private async Task RunRoundAsync()
    {
        if (_rosterAt is not { } at || Now - at >= RosterPeriod)
        {
            _rosterAt = Now;
            foreach (var level in Levels)
            {
                await FillRosterAsync(level);
            }
        }

        var contacts = _rosters.SelectMany(roster => roster).DistinctBy(contact => contact.Id).ToList();
        var answered = await AskAsync(contacts, CancellationToken.None);
        var living = answered.ToDictionary(node => node.Contact.Id);
        foreach (var (id, node) in _living)
        {
            // One lost datagram is no death: what a node said holds as long as it may.
            if (Now - node.VerifiedAt <= options.MaxSilence)
            {
                living.TryAdd(id, node);
            }
        }

        Volatile.Write(ref _living, living);
        Volatile.Write(ref _hood, Snapshot(Now));
    }

    private async ValueTask FillRosterAsync(ClusterLevel level)
    {
        var members = new List<NodeContact>();
        foreach (var service in Services)
        {
            members.AddRange(
                await tools.Directory.NodesAsync(
                    level,
                    4 * options.Watched,
                    target: null,
                    service,
                    CancellationToken.None
                )
            );
        }

        var roster = _rosters[(int)level];
        var known = members.DistinctBy(member => member.Id).ToDictionary(member => member.Id);
        var staying = roster.Where(node => known.ContainsKey(node.Id) && _living.ContainsKey(node.Id)).ToList();
        var others = known.Values.ExceptBy(staying.Select(node => node.Id), node => node.Id).ToArray();
        tools.Random.Shuffle(others);
        roster.Clear();
        roster.AddRange(staying.Concat(others).Take(options.Watched));
    }

    /// <summary>Before the first round there is only this node, and nobody has been asked.</summary>
    private Neighbourhood Alone()
    {
        lock (_lock)
        {
            return _hood ??= Snapshot(checkedAt: null);
        }
    }

    private Neighbourhood Snapshot(TimeSpan? checkedAt)
    {
        var self = WatchedNode.Own(tools.Check);
        var known = tools.Directory.Levels();
        var views = Levels.Select(level => View(level, known, checkedAt)).ToArray();
        return new Neighbourhood(
            self,
            views,
            naming.NameByBand(hierarchy?.Regional, views[(int)ClusterLevel.Regional], self),
            naming.NameByBand(hierarchy?.Regional, views[(int)ClusterLevel.Near], self),
            naming.NameByBand(hierarchy?.Near, views[(int)ClusterLevel.Near], self)
        );
    }

    private LevelView View(ClusterLevel level, IReadOnlyList<LevelInfo> known, TimeSpan? checkedAt)
    {
        var roster = _rosters[(int)level];
        return new LevelView(
            level,
            DiameterOf(level, known),
            checkedAt,
            [.. roster.Where(node => _living.ContainsKey(node.Id)).Select(node => _living[node.Id])],
            [.. roster.Where(node => !_living.ContainsKey(node.Id))]
        );
    }

    private static TimeSpan DiameterOf(ClusterLevel level, IReadOnlyList<LevelInfo> known) =>
        level == ClusterLevel.Global ? TimeSpan.MaxValue
        : (int)level < known.Count ? known[(int)level].Diameter
        : TimeSpan.Zero;
}
