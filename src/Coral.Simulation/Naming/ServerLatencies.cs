using Coral.Core.Network;

namespace Coral.Simulation.Naming;

/// <summary>Smoothed latencies of name servers, as one resolver measured them.</summary>
internal sealed class ServerLatencies(Random random)
{
    private const double Weight = 0.3;
    private readonly Dictionary<NodeAddress, TimeSpan> _times = [];

    /// <summary>Chooses a random server that was never used, else the fastest.</summary>
    public NodeAddress Choose(List<NodeAddress> servers)
    {
        var others = servers.FindAll(server => !_times.ContainsKey(server));
        return others.Count > 0 ? others[random.Next(others.Count)] : servers.MinBy(server => _times[server]);
    }

    /// <summary>Adds a sample of a server's latency.</summary>
    public void Record(NodeAddress server, TimeSpan time) =>
        _times[server] = _times.TryGetValue(server, out var before) ? ((1 - Weight) * before) + (Weight * time) : time;
}
