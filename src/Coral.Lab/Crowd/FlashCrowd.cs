using Coral.Lab.Network;

namespace Coral.Lab.Crowd;

/// <summary>Clients that come to all nodes of a lab at once, for the same few files.</summary>
public sealed class FlashCrowd
{
    private readonly LabNetwork _lab;
    private readonly CrowdPlan _plan;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly CrowdCounter _tally = new();
    private readonly FileFetch[] _files;

    /// <summary>Prepares a crowd; no client is started yet.</summary>
    /// <param name="lab">The lab whose nodes are asked.</param>
    /// <param name="plan">Files, rate and duration.</param>
    /// <param name="random">Draws arrivals, files and nodes; the crowd's own from now on.</param>
    public FlashCrowd(LabNetwork lab, CrowdPlan plan, TimeProvider clock, Random random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _lab = lab;
        _plan = plan;
        _clock = clock;
        _random = random;
        _files = [.. PathsOf(plan).Select(path => new FileFetch(path, clock))];
    }

    /// <summary>The figures so far. Any thread.</summary>
    public CrowdFigures Figures => _tally.Read();

    /// <summary>Lets them come, and waits until the last has left.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        var clients = new List<Task>();
        var rate = _plan.RequestsPerSecond * _lab.Nodes.Count;
        var next = TimeSpan.Zero;
        try
        {
            while ((next += Gap(rate)) < _plan.Duration)
            {
                if (next - _clock.GetElapsedTime(started) is { TotalMilliseconds: >= 1 } wait)
                {
                    await Task.Delay(wait, _clock, cancellationToken);
                }

                var living = _lab.Living.ToList();
                if (living.Count > 0)
                {
                    var (file, node) = (_random.Next(_files.Length), _random.Next(living.Count));
                    clients.Add(FetchAsync(_files[file], living[node], cancellationToken));
                }
            }
        }
        finally
        {
            await Task.WhenAll(clients);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The time to the next arrival of a Poisson process with so many a second.</summary>
    private TimeSpan Gap(double rate) => TimeSpan.FromSeconds(-Math.Log(1 - _random.NextDouble()) / rate);

    private static IEnumerable<string> PathsOf(CrowdPlan plan) =>
        Enumerable.Range(1, plan.Files).Select(file => $"/{plan.Size}/{file}");

    private async Task FetchAsync(FileFetch file, LabNode node, CancellationToken cancellationToken)
    {
        _tally.Begin();
        _tally.End(await file.FromAsync(node, cancellationToken));
    }
}
