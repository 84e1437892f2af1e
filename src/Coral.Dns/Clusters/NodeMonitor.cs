using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Dns.Configuration;
using Coral.Dns.Queries;
using Coral.Dns.Zones;

namespace Coral.Dns.Clusters;

/// <summary>Keeps the <see cref="ClusterSnapshot"/> true: asks the members of our clusters whether they live.</summary>
/// <remarks>
/// A round:
/// 1. every half minute, and at once where fewer answered than an answer names, let the directory name members of each
///    cluster; those that answered stay, others are drawn, and who is left of those before goes every half minute only;
/// 2. ask all of them at once, and wait no longer than a query may;
/// 3. replace the snapshot.
/// Rounds follow each other while there are queries, and never overlap; a query that comes after a quiet time, and
/// finds the snapshot old, begins one and waits for it.
/// </remarks>
internal sealed class NodeMonitor(
    DnsTools tools,
    DnsOptions options,
    ServerClock clock,
    LevelServerSelector serverSelector,
    HierarchyNames? hierarchy
)
{
    /// <summary>Without queries for so long, nobody is asked any more.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RosterPeriod = TimeSpan.FromSeconds(30);
    private static readonly NodeServices[] Services = [NodeServices.Http, NodeServices.Dns];
    private static readonly ClusterLevel[] Levels = Enum.GetValues<ClusterLevel>();
    private readonly Lock _lock = new();
    private readonly List<NodeContact>[] _rosters = [.. Levels.Select(_ => new List<NodeContact>())];
    private Dictionary<NodeId, MonitoredNode> _living = [];
    private TimeSpan? _rosterAt;
    private Task? _round;
    private long _usedAt = long.MinValue;
    private ClusterSnapshot? _snapshot;

    /// <summary>Time since the server's start.</summary>
    public TimeSpan Now => clock.Now;

    /// <summary>The snapshot; whoever reads it keeps the rounds going.</summary>
    public ClusterSnapshot Current(TimeSpan now)
    {
        var used = Volatile.Read(ref _usedAt);
        if (used < 0 || now.Ticks - used is < 0 or > TimeSpan.TicksPerSecond)
        {
            Volatile.Write(ref _usedAt, now.Ticks);
        }

        return Volatile.Read(ref _snapshot) ?? Alone();
    }

    /// <summary>Whether a level was asked so lately that who is silent in it is taken for dead.</summary>
    public bool IsFresh(LevelSnapshot view, TimeSpan now) => view.CheckedAt is { } at && now - at <= options.MaxSilence;

    /// <summary>Joins the round that runs, or begins one; no round takes longer than a query may wait.</summary>
    public Task RefreshAsync()
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
                    await RefreshAsync();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    /// <summary>Asks nodes now, as long as a query may wait; those that answered.</summary>
    public async Task<MonitoredNode[]> CheckAsync(
        IReadOnlyList<NodeContact> contacts,
        CancellationToken cancellationToken
    )
    {
        using var budget = new CancellationTokenSource(options.CheckTimeout, tools.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        var answers = await Task.WhenAll(contacts.Select(contact => AskOneAsync(contact, both.Token)));
        return [.. answers.OfType<MonitoredNode>()];
    }

    private async Task<MonitoredNode?> AskOneAsync(NodeContact contact, CancellationToken cancellationToken)
    {
        // It lived when it was asked, at the earliest; it may have died while its answer was on the way.
        var askedAt = Now;
        try
        {
            var report = await tools.Check.AskAsync(contact, cancellationToken);
            return report is { } said ? Answered(contact, said, askedAt) : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private MonitoredNode Answered(NodeContact contact, NodeReport said, TimeSpan askedAt)
    {
        var took = Now - askedAt;
        var before = Volatile.Read(ref _living).GetValueOrDefault(contact.Id)?.RoundTrip;
        return new MonitoredNode(contact, said, askedAt, before < took ? before.Value : took);
    }

    private async Task RunRoundAsync()
    {
        var isDue = _rosterAt is not { } at || Now - at >= RosterPeriod;
        if (isDue || IsShort())
        {
            _rosterAt = isDue ? Now : _rosterAt;
            foreach (var level in Levels)
            {
                await FillRosterAsync(level, forgets: isDue);
            }
        }

        var contacts = _rosters.SelectMany(roster => roster).DistinctBy(contact => contact.Id).ToList();
        var askedAt = Now;
        var answered = await CheckAsync(contacts, CancellationToken.None);
        var living = answered.ToDictionary(node => node.Contact.Id);
        foreach (var (id, node) in _living)
        {
            // One lost datagram is no death: who has said something lately is named where there are too few others.
            if (Now - node.VerifiedAt <= options.MaxSilence)
            {
                living.TryAdd(id, node);
            }
        }

        Volatile.Write(ref _living, living);
        Volatile.Write(ref _snapshot, Snapshot(askedAt));
    }

    /// <summary>Whether a level has fewer nodes than an answer names: there may be others.</summary>
    private bool IsShort() =>
        Volatile.Read(ref _snapshot) is { } snapshot
        && Array.Exists(snapshot.Levels, view => view.Nodes.Length < options.Addresses);

    private async ValueTask FillRosterAsync(ClusterLevel level, bool forgets)
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
        var answered = (Volatile.Read(ref _snapshot)?[level].Nodes ?? []).Select(node => node.Contact.Id).ToHashSet();
        var staying = roster.Where(node => known.ContainsKey(node.Id) && answered.Contains(node.Id)).ToList();
        var others = known.Values.ExceptBy(staying.Select(node => node.Id), node => node.Id).ToArray();
        tools.Random.Shuffle(others);
        var former = forgets ? [] : roster.ToArray();
        roster.Clear();
        roster.AddRange(staying.Concat(others).Concat(former).DistinctBy(node => node.Id).Take(options.Watched));
    }

    /// <summary>Before the first round there is only this node, and nobody has been asked.</summary>
    private ClusterSnapshot Alone()
    {
        lock (_lock)
        {
            return _snapshot ??= Snapshot(checkedAt: null);
        }
    }

    private ClusterSnapshot Snapshot(TimeSpan? checkedAt)
    {
        var self = MonitoredNode.Own(tools.Check);
        var known = tools.Directory.Levels();
        var views = Levels.Select(level => View(level, known, checkedAt)).ToArray();
        var (regional, near) = (views[(int)ClusterLevel.Regional], views[(int)ClusterLevel.Near]);
        var clusters = new[] { near.Nodes, regional.Nodes, near.Suspected, regional.Suspected };
        var members = clusters.SelectMany(nodes => nodes).DistinctBy(node => node.Contact.Id).ToList();
        return new ClusterSnapshot(
            self,
            views,
            serverSelector.SelectByBand(hierarchy?.Regional, regional.Diameter, members, self),
            serverSelector.SelectByBand(hierarchy?.Regional, near.Diameter, members, self),
            serverSelector.SelectByBand(hierarchy?.Near, near.Diameter, members, self)
        );
    }

    private LevelSnapshot View(ClusterLevel level, IReadOnlyList<LevelInfo> known, TimeSpan? checkedAt)
    {
        var roster = _rosters[(int)level];
        var heard = roster.Select(node => _living.GetValueOrDefault(node.Id)).OfType<MonitoredNode>();
        var living = heard.ToLookup(node => node.VerifiedAt >= checkedAt);
        return new LevelSnapshot(
            level,
            DiameterOf(level, known),
            checkedAt,
            [.. living[true]],
            [.. living[false]],
            [.. roster.Where(node => !_living.ContainsKey(node.Id))]
        );
    }

    private static TimeSpan DiameterOf(ClusterLevel level, IReadOnlyList<LevelInfo> known) =>
        level == ClusterLevel.Global ? TimeSpan.MaxValue
        : (int)level < known.Count ? known[(int)level].Diameter
        : TimeSpan.Zero;
}
