using Coral.Lab.Network;

namespace Coral.Lab.Naming;

/// <summary>The DNS answers that clients got, in order of arrival. Any thread.</summary>
public sealed class NameLog(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly List<LabDnsAnswer> _answers = [];

    /// <summary>A snapshot of the figures.</summary>
    public IReadOnlyList<LabDnsAnswer> Answers
    {
        get
        {
            lock (_lock)
            {
                return [.. _answers];
            }
        }
    }

    /// <summary>The last one.</summary>
    public LabDnsAnswer? Last
    {
        get
        {
            lock (_lock)
            {
                return _answers.LastOrDefault();
            }
        }
    }

    /// <summary>Adds an answer.</summary>
    public void Add(LabDnsAnswer answer)
    {
        lock (_lock)
        {
            _answers.Add(answer);
        }
    }

    /// <summary>The nodes named in answers to queries later than a time.</summary>
    public IReadOnlySet<LabNode> NamedSince(long since)
    {
        var named = new HashSet<LabNode>();
        lock (_lock)
        {
            for (var i = _answers.Count - 1; i >= 0 && _answers[i].QueriedAt > since; i--)
            {
                named.UnionWith(_answers[i].Proxies.Select(proxy => proxy.Node));
            }
        }

        return named;
    }

    /// <summary>The same in figures.</summary>
    /// <param name="window">The time for which an answer may name a proxy that has died.</param>
    public NameFigures Figures(TimeSpan window)
    {
        var answers = Answers;
        var dead = answers.SelectMany(answer => answer.Proxies).Where(proxy => proxy.DiedAt is not null).ToList();
        return new NameFigures(
            answers.Count,
            answers.Count(answer => answer.Problem is not null),
            answers.Count(answer => answer.Down.Any(at => clock.GetElapsedTime(at, answer.QueriedAt) > window)),
            answers.Count(answer => answer.Proxies.Any(proxy => proxy.DiedAt is not null)),
            answers.Count(answer => answer.Proxies.Any(proxy => proxy.DeadFor > window)),
            [
                .. dead.GroupBy(proxy => (proxy.Node, proxy.DiedAt))
                    .Select(death => death.Max(proxy => proxy.DeadFor!.Value))
                    .Order(),
            ]
        );
    }
}
