using Coral.Core.Identity;
using Coral.Core.Time;
using Coral.Dns.Configuration;
using Coral.Dns.Events;

namespace Coral.Dns.Clusters;

/// <summary>The loop that keeps <see cref="ClusterSnapshot"/> current by checking members of our clusters.</summary>
/// <remarks>
/// A round:
/// 1. every half minute, and at once where fewer members are alive than an answer names, renew the samples of members
/// (<see cref="ClusterRosters"/>);
/// 2. check all of them at once, and wait no longer than a query may;
/// 3. replace the snapshot.
/// Rounds follow each other while there are queries, and never overlap; a query that comes after a quiet time, and
/// finds the snapshot old, starts a round and waits for it.
/// </remarks>
internal sealed class NodeMonitor(
    ClusterRosters rosters,
    NodeChecker checker,
    ClusterSnapshotBuilder builder,
    DnsOptions options,
    MonotonicClock clock,
    IDnsEvents events
)
{
    /// <summary>The time without queries after which no more rounds are run.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RosterPeriod = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private TimeSpan? _rosterAt;
    private Task? _round;
    private long _usedAt = long.MinValue;
    private ClusterSnapshot? _snapshot;

    /// <summary>The uptime of the server.</summary>
    public TimeSpan Now => clock.Now;

    /// <summary>The current snapshot; reading it keeps the rounds going.</summary>
    public ClusterSnapshot Current(TimeSpan now)
    {
        var used = Volatile.Read(ref _usedAt);
        if (used < 0 || now.Ticks - used is < 0 or > TimeSpan.TicksPerSecond)
        {
            Volatile.Write(ref _usedAt, now.Ticks);
        }

        return Volatile.Read(ref _snapshot) ?? BuildFirst();
    }

    /// <summary>True if a level was checked so lately that its silent members are taken for dead.</summary>
    public bool IsFresh(LevelSnapshot level, TimeSpan now) =>
        level.CheckedAt is { } at && now - at <= options.MaxSilence;

    /// <summary>Joins the running round, or starts one; no round takes longer than a query may wait.</summary>
    public Task RefreshAsync()
    {
        lock (_lock)
        {
            return _round is { IsCompleted: false } ? _round : _round = RunRoundAsync();
        }
    }

    /// <summary>Runs round after round while there are queries, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.MaxSilence / 3, clock.Provider, cancellationToken);
                var used = Volatile.Read(ref _usedAt);
                if (used >= 0 && Now - new TimeSpan(used) < Quiet)
                {
                    await RefreshAsync();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server is being stopped.
        }
    }

    private async Task RunRoundAsync()
    {
        var last = Volatile.Read(ref _snapshot);
        var isDue = _rosterAt is not { } at || Now - at >= RosterPeriod;
        if (isDue || IsShort(last))
        {
            _rosterAt = isDue ? Now : _rosterAt;
            await rosters.RenewAsync(last, isFull: isDue);
        }

        var checkedAt = Now;
        var answered = await checker.CheckAsync(rosters.All(), CancellationToken.None);
        var before = checker.Alive;
        var alive = answered.ToDictionary(node => node.Contact.Id);
        foreach (var (id, node) in before)
        {
            // One lost datagram does not make a node dead: one that answered lately is still named where there are too
            // few others.
            if (Now - node.VerifiedAt <= options.MaxSilence)
            {
                alive.TryAdd(id, node);
            }
        }

        checker.Alive = alive;
        Volatile.Write(ref _snapshot, builder.Build(rosters, alive, checkedAt));
        Report(before, alive);
    }

    /// <summary>True if a level has fewer living nodes than an answer names: the directory may know others.</summary>
    private bool IsShort(ClusterSnapshot? last) =>
        last is not null && Array.Exists(last.Levels, level => level.Nodes.Length < options.Addresses);

    /// <summary>The snapshot before the first round: this node alone, and nothing checked.</summary>
    private ClusterSnapshot BuildFirst()
    {
        lock (_lock)
        {
            return _snapshot ??= builder.Build(rosters, checker.Alive, checkedAt: null);
        }
    }

    private void Report(Dictionary<NodeId, MonitoredNode> before, Dictionary<NodeId, MonitoredNode> alive)
    {
        foreach (var (id, node) in alive)
        {
            if (!before.ContainsKey(id))
            {
                events.NodeFound(node.Contact);
            }
        }

        foreach (var (id, node) in before)
        {
            if (!alive.ContainsKey(id))
            {
                events.NodeLost(node.Contact);
            }
        }
    }
}
