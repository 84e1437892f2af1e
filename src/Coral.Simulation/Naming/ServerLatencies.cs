using Coral.Core.Network;

namespace Coral.Simulation.Naming;

/// <summary>How fast servers were, as one resolver saw it.</summary>
internal sealed class ServerLatencies(Random random)
{
    private const double Weight = 0.3;
    private readonly Dictionary<NodeAddress, TimeSpan> _times = [];

    /// <summary>One that was never asked, drawn by chance; else the fastest.</summary>
    public NodeAddress Choose(List<NodeAddress> servers)
    {
        var others = servers.FindAll(server => !_times.ContainsKey(server));
        return others.Count > 0 ? others[random.Next(others.Count)] : servers.MinBy(server => _times[server]);
    }

    /// <summary>Takes note of how long a server took.</summary>
    public void Record(NodeAddress server, TimeSpan time) =>
        _times[server] = _times.TryGetValue(server, out var before) ? ((1 - Weight) * before) + (Weight * time) : time;
}
