using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Configuration;
using Coral.Dns.Presentation;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Clusters;

/// <summary>
/// The choice of name servers for a level's zone among living nodes. Immutable; safe from any thread.
/// </summary>
/// <remarks>
/// The nodes that have run longest are chosen, and always one of the primaries, which the registrar has too: one that
/// is a member of the cluster, where there is one. NS records and glue live for half of the time that the youngest
/// server has been running, an hour at most; so among nodes that have run for more than two hours the order of the
/// candidates decides. Every name lies in the zone itself, so that a referral brings all that is needed.
/// </remarks>
internal sealed class LevelServerSelector
{
    /// <summary>Digits of an id in a server's name: few, since a referral must fit a short response.</summary>
    private const int LabelDigits = 7;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    private readonly DnsOptions _options;
    private readonly HierarchyNames? _hierarchy;
    private readonly NodeAddress[] _primaries;

    public LevelServerSelector(DnsOptions options)
    {
        _options = options;
        _hierarchy = HierarchyNames.In(options);
        _primaries =
        [
            .. NameServer
                .ParseAll(options.NameServers)
                .SelectMany(server => server.Addresses)
                .Select(address => NodeAddress.From(address, options.NameServerPort)),
        ];
    }

    /// <summary>
    /// The servers of a level's zone for resolvers of each distance: this node, and others of its clusters.
    /// </summary>
    /// <remarks>
    /// A resolver gets the nodes that are about as far from this node as the resolver is. A node that is much nearer to
    /// us, or farther from us, is far from the resolver; some of the others may be near it (the rings of Meridian,
    /// SIGCOMM 2005), and the resolver finds out which. The nearest may be in another cluster of level 2, so members of
    /// level 1 count alike. This node is the nearest that the resolver knows, so it is always among them.
    /// </remarks>
    /// <param name="level">The level of the zone, 1 or 2.</param>
    /// <param name="diameter">The diameter that the bands divide.</param>
    /// <param name="nodes">The living nodes of our clusters.</param>
    /// <param name="self">This node, which is always among the servers.</param>
    public ServerBands SelectByBand(
        ClusterLevel level,
        TimeSpan diameter,
        IReadOnlyList<MonitoredNode> nodes,
        MonitoredNode self
    )
    {
        return new ServerBands(diameter, band => Select(level, Fitting(band), self));

        IEnumerable<MonitoredNode> Fitting(int band)
        {
            var distance = RoundTripBand.MiddleOf(band, diameter);
            return nodes
                .OrderBy(node => (node.RoundTrip - distance).Duration())
                .ThenBy(node => node.Contact.Id)
                .Prepend(self);
        }
    }

    /// <summary>The servers of a level's zone.</summary>
    /// <param name="level">The level of the zone, 1 or 2.</param>
    /// <param name="nodes">Living nodes, best first; those that serve no DNS, or at another port, do not count.</param>
    /// <param name="self">This node, whose id decides which of the primaries is taken.</param>
    /// <returns><see langword="null"/> where there is no hierarchy, or no server but the primaries.</returns>
    public LevelServers? Select(ClusterLevel level, IEnumerable<MonitoredNode> nodes, MonitoredNode self)
    {
        if (_hierarchy?.ZoneOf(level) is not { } zone)
        {
            return null;
        }

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
            // Some resolvers (Unbound) use all servers alike, however far: prefer a primary that is near.
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
