using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Coral.Core.Index;
using Coral.Dns.Configuration;
using Coral.Dns.Presentation;
using Coral.Dns.Wire;

namespace Coral.Dns.Zones;

/// <summary>Makes the zones of a configuration.</summary>
/// <remarks>
/// 1. The names: each zone, and with an infrastructure zone its levels; a zone that lies in another exists there as a
/// name.
/// 2. The name servers, and their addresses where they lie in our zones.
/// 3. The DNAME of each zone, where there is an infrastructure zone.
/// 4. The operator's own records; those below a DNAME move to its target.
/// 5. The start of authority; its serial is a digest of the contents, so that servers with the same contents have the
/// same serial.
/// </remarks>
public sealed class ZoneBuilder
{
    private readonly DnsOptions _options;
    private readonly List<DnsName> _zones;
    private readonly Dictionary<DnsName, ZoneContents> _contents;
    private readonly IReadOnlyList<NameServer> _servers;

    private ZoneBuilder(DnsConfig config)
    {
        _options = config.Options;
        _zones = [.. config.Zones.Select(DnsName.Parse).Distinct()];
        Hierarchy = HierarchyNames.In(_options);
        _contents = _zones
            .Concat(Hierarchy is null ? [] : [Hierarchy.Infrastructure, Hierarchy.Regional, Hierarchy.Near])
            .Distinct()
            .ToDictionary(zone => zone, zone => new ZoneContents(zone));
        var home = Hierarchy?.Infrastructure ?? _zones[0];
        _servers =
            _options.NameServers.Count > 0
                ? NameServer.ParseAll(_options.NameServers)
                : [new NameServer(home.Child(HierarchyNames.ServersLabel), config.Addresses)];
    }

    private HierarchyNames? Hierarchy { get; }

    /// <summary>Makes the zones.</summary>
    /// <exception cref="FormatException">The configuration cannot be read, or contradicts itself.</exception>
    public static ZoneSet Build(DnsConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var builder = new ZoneBuilder(config);
        builder.AddCuts();
        builder.AddServers();
        builder.AddRedirections();
        builder.AddRecords();
        return new ZoneSet(builder._contents.Values.Select(builder.Finish));
    }

    /// <summary>A zone's name exists in the zone above it, which answers for its DS.</summary>
    private void AddCuts()
    {
        foreach (var apex in _contents.Keys)
        {
            if (apex.Parent() is { } parent && Home(parent) is { } above)
            {
                _contents[above].AddName(apex);
            }
        }
    }

    private void AddServers()
    {
        // The servers of a level depend on the resolver.
        foreach (var contents in _contents.Values.Where(contents => LevelOf(contents.Apex) is null))
        {
            foreach (var server in _servers)
            {
                contents.Add(contents.Apex, RecordType.NS, _options.TimeToLive, server.Name.Wire.ToArray());
            }
        }

        foreach (var server in _servers.Where(server => Home(server.Name) is not null))
        {
            if (Home(server.Name) is { } level && LevelOf(level) is not null)
            {
                throw new FormatException(
                    $"The name server {server.Name} lies in {level}, which is found through our name servers only: "
                        + $"give it a name above, such as ns1.{Hierarchy!.Infrastructure}."
                );
            }

            if (server.Addresses.Count == 0)
            {
                throw new FormatException(
                    $"The name server {server.Name} lies in our zones: say {server.Name}=ADDRESS."
                );
            }

            foreach (var address in server.Addresses)
            {
                var bytes = address.GetAddressBytes();
                var type = bytes.Length == 4 ? RecordType.A : RecordType.AAAA;
                Place(server.Name).Add(server.Name, type, _options.TimeToLive, bytes);
            }
        }
    }

    private void AddRedirections()
    {
        if (Hierarchy is null)
        {
            return;
        }

        _contents[Hierarchy.Near].AddName(Hierarchy.Proxies);
        _contents[Hierarchy.Near].AddName(Hierarchy.Near.Child(HierarchyNames.ServersLabel));
        _contents[Hierarchy.Regional].AddName(Hierarchy.Regional.Child(HierarchyNames.ServersLabel));
        foreach (var zone in _zones.Where(IsRedirected))
        {
            if (_contents.Keys.FirstOrDefault(other => other.IsAtOrBelow(zone) && !other.Equals(zone)) is { } hidden)
            {
                throw new FormatException($"{hidden} is hidden by the DNAME at {zone} (RFC 6672, section 2.4).");
            }

            var target = Hierarchy.Proxies.Wire.ToArray();
            _contents[zone].Add(zone, RecordType.DNAME, _options.TimeToLive, target);
        }
    }

    private void AddRecords()
    {
        foreach (var text in _options.Records)
        {
            var record = StaticRecord.Parse(text, _zones[0]);
            var owner = Destination(record.Owner);
            var contents = Place(owner);
            if (
                record.Type
                is RecordType.SOA
                    or RecordType.DNAME
                    or RecordType.OPT
                    or (>= RecordType.TKEY and <= RecordType.ANY)
            )
            {
                throw new FormatException($"The record “{text}” is not the operator's to give.");
            }

            if (owner.Equals(contents.Apex) && record.Type is (RecordType.NS or RecordType.CNAME))
            {
                throw new FormatException($"The record “{text}” cannot stand at the top of a zone.");
            }

            if (record.Host is { } host && Home(host) is { } zone && IsHidden(host, zone))
            {
                throw new FormatException(
                    $"The record “{text}” names {host}, which the DNAME at {zone} makes an alias "
                        + "(RFC 2181, section 10.3): "
                        + $"name a host outside of {zone}, or where the DNAME leads, {Destination(host)}."
                );
            }

            contents.Add(owner, record.Type, record.TimeToLive ?? _options.TimeToLive, record.Data);
        }
    }

    private Zone Finish(ZoneContents contents)
    {
        var isClient = _zones.Contains(contents.Apex);
        var hostmaster = _options.Hostmaster is { } mail ? DnsName.Parse(mail) : contents.Apex.Child("hostmaster");
        var soa = SoaData.Of(_servers[0].Name, hostmaster, Serial(contents), _options.NegativeTimeToLive);
        contents.Add(contents.Apex, RecordType.SOA, _options.TimeToLive, soa);
        return new Zone(contents.Apex, contents.Nodes())
        {
            CoralRoot =
                contents.Apex.Equals(Hierarchy?.Near) ? Hierarchy.Proxies
                : isClient && !IsRedirected(contents.Apex) ? contents.Apex
                : null,
            ServesApex = isClient,
            Level = LevelOf(contents.Apex),
        };
    }

    private static uint Serial(ZoneContents contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (owner, type, data) in contents.Records())
        {
            hash.AppendData(Encoding.ASCII.GetBytes($"{owner} {(int)type} {Convert.ToHexString(data)}\n"));
        }

        return BinaryPrimitives.ReadUInt32BigEndian(hash.GetHashAndReset()) >> 1;
    }

    private bool IsRedirected(DnsName zone) => Hierarchy is not null && !zone.Equals(Hierarchy.Infrastructure);

    private ClusterLevel? LevelOf(DnsName zone) =>
        zone.Equals(Hierarchy?.Near) ? ClusterLevel.Near
        : zone.Equals(Hierarchy?.Regional) ? ClusterLevel.Regional
        : null;

    private DnsName? Home(DnsName name) =>
        _contents.Keys.Where(name.IsAtOrBelow).OrderByDescending(zone => zone.Length).FirstOrDefault();

    private ZoneContents Place(DnsName name) =>
        Home(name) is not { } zone ? throw new FormatException($"{name} lies in none of our zones.")
        : IsHidden(name, zone) ? throw new FormatException($"{name} is hidden by the DNAME at {zone} (RFC 6672).")
        : _contents[zone];

    /// <summary>The owner name that a record is served at: below a DNAME, the name under its target.</summary>
    private DnsName Destination(DnsName owner)
    {
        if (Home(owner) is not { } zone || !IsHidden(owner, zone))
        {
            return owner;
        }

        var front = DnsName.From([.. owner.Wire[..^zone.Length], 0]);
        return Hierarchy!.Proxies.Below(front)
            ?? throw new FormatException($"{owner} is too long below {Hierarchy.Proxies}.");
    }

    private bool IsHidden(DnsName name, DnsName zone) =>
        _zones.Contains(zone) && IsRedirected(zone) && !name.Equals(zone);
}
