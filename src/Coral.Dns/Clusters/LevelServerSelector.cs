using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Configuration;
using Coral.Dns.Presentation;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Clusters;

/// <summary>Makes the name servers of a level zone out of living nodes. Immutable; safe from any thread.</summary>
/// <remarks>
/// Those that run longest, and always one of the primaries, which the registrar has too: one of the cluster itself
/// where it has any. NS records and glue live for half of the time that the youngest has been running, an hour at most:
/// so to run for more than two hours is no merit, and of those that do, others decide. Every name lies in the zone
/// itself, so that a referral brings all that is needed.
/// </remarks>
internal sealed class LevelServerSelector
{
    /// <summary>Enough to tell a few servers apart, and short: a referral must fit where little may be sent.</summary>
    private const int LabelDigits = 7;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    private readonly DnsOptions _options;
    private readonly NodeAddress[] _primaries;

    public LevelServerSelector(DnsOptions options)
    {
        _options = options;
        _primaries =
        [
            .. NameServer
                .ParseAll(options.NameServers)
                .SelectMany(server => server.Addresses)
                .Select(address => NodeAddress.From(address, options.NameServerPort)),
        ];
    }

    /// <summary>The servers of a zone for resolvers within a level: this node, and others of its clusters.</summary>
    /// <remarks>
    /// For a resolver those that are about as far from us as it is. Whoever is much nearer to us, or farther from us,
    /// is far from it; of the others some may be near (the rings of Meridian, SIGCOMM 2005). The resolver finds out.
    /// The nearest may well be in another cluster of level 2 than we are, so members of level 1 count alike. And this
    /// node is the nearest that the resolver knows: with us among them it is never led away from there.
    /// </remarks>
    /// <param name="zone">Which; none where there is no hierarchy.</param>
    /// <param name="diameter">The level's.</param>
    /// <param name="nodes">Those of our clusters that live.</param>
    /// <param name="self">This node.</param>
    public ServerBands SelectByBand(
        DnsName? zone,
        TimeSpan diameter,
        IReadOnlyList<MonitoredNode> nodes,
        MonitoredNode self
    )
    {
        return new ServerBands(diameter, band => zone is null ? null : Select(zone, Fitting(band), self));

        IEnumerable<MonitoredNode> Fitting(int band)
        {
            var distance = RoundTripBand.MiddleOf(band, diameter);
            return nodes
                .OrderBy(node => (node.RoundTrip - distance).Duration())
                .ThenBy(node => node.Contact.Id)
                .Prepend(self);
        }
    }

    /// <summary>The servers of a zone.</summary>
    /// <param name="zone">Which.</param>
    /// <param name="nodes">
    /// Nodes that live, the best first; those that serve no DNS, or at another port, do not count.
    /// </param>
    /// <param name="self">This node, which settles which of the primaries: always the same.</param>
    /// <returns>Nothing when there are none but primaries.</returns>
    public LevelServers? Select(DnsName zone, IEnumerable<MonitoredNode> nodes, MonitoredNode self)
    {
        var enough = 2 * _options.LevelServersTimeToLive;
        var running = nodes
            .Where(node => node.Report.Ports.Dns == _options.NameServerPort)
            .Where(node => (node.Report.Conditions & NodeConditions.Leaving) == NodeConditions.None)
            .DistinctBy(node => node.Contact.Address.WithPort(0))
            .OrderByDescending(node => Math.Min(node.Report.Uptime.Ticks, enough.Ticks))
            .ToList();
        if (running.Count == 0)
        {
            return null;
        }

        var chosen = running.Take(_options.LevelServers).ToList();
        var needsPrimary = _primaries.Length > 0 && !chosen.Exists(IsPrimary);
        if (needsPrimary)
        {
            // A resolver may ask all of them alike, however far (Unbound does): rather one that is near too.
            var near = running.Find(IsPrimary);
            needsPrimary = near is null;
            chosen = [.. chosen.Take(_options.LevelServers - 1)];
            chosen.AddRange(near is null ? [] : [near]);
        }

        var youngest = chosen.Min(node => node.Report.Uptime);
        var longest = _options.LevelServersTimeToLive;
        var timeToLive = TimeSpan.FromTicks(Math.Clamp((youngest / 2).Ticks, Shortest.Ticks, longest.Ticks));
        var glue = chosen
            .Select(node => Glue(zone, LabelOf(node.Contact.Id), node.Contact.Address, timeToLive))
            .ToList();
        var primaries = _primaries.Select((address, i) => Glue(zone, $"p{i}", address, timeToLive)).ToList();
        if (needsPrimary)
        {
            glue.Add(primaries[(int)(self.Weight % (uint)primaries.Count)]);
        }

        return new LevelServers(
            new RecordSet(RecordType.NS, timeToLive, glue.Select(server => server.Name.Wire.ToArray())),
            glue,
            primaries
        );
    }

    private bool IsPrimary(MonitoredNode node) =>
        Array.Exists(_primaries, primary => primary.WithPort(0) == node.Contact.Address.WithPort(0));

    private static string LabelOf(NodeId id) => id.Point.ToString()[..LabelDigits];

    private static GlueRecord Glue(DnsName zone, string label, NodeAddress address, TimeSpan timeToLive)
    {
        var bytes = new byte[address.AddressLength];
        address.WriteAddress(bytes);
        var type = address.IsIPv4 ? RecordType.A : RecordType.AAAA;
        var name = zone.Child($"{label}.{HierarchyNames.ServersLabel}");
        return new GlueRecord(name, new RecordSet(type, timeToLive, [bytes]));
    }
}
