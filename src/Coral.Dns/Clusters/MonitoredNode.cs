using System.Buffers.Binary;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Dns.Queries;

namespace Coral.Dns.Clusters;

/// <summary>A node that answered us, and what it said. Immutable.</summary>
internal sealed class MonitoredNode
{
    /// <summary>Keeps what a node said.</summary>
    /// <param name="contact">The node.</param>
    /// <param name="report">What it said.</param>
    /// <param name="verifiedAt">When it was asked, as time since the server's start: then it lived, or later.</param>
    /// <param name="roundTrip">The least time that it has taken.</param>
    public MonitoredNode(NodeContact contact, NodeReport report, TimeSpan verifiedAt, TimeSpan roundTrip)
    {
        Contact = contact with { Ports = report.Ports };
        Report = report;
        VerifiedAt = verifiedAt;
        RoundTrip = roundTrip;
        Conditions = report.Conditions;
        HttpPort = report.Ports.Http;
        IsIPv4 = contact.Address.IsIPv4;
        Network = NetworkPrefix.Of(contact.Address);
        Span<byte> id = stackalloc byte[Identifier.ByteCount];
        contact.Id.Point.Write(id);
        Weight = BinaryPrimitives.ReadUInt64BigEndian(id);
    }

    /// <summary>This node itself: it always lives.</summary>
    public static MonitoredNode Own(INodeCheck check) =>
        new(check.Self, check.Own, TimeSpan.MaxValue, roundTrip: TimeSpan.Zero);

    public NodeContact Contact { get; }

    public NodeReport Report { get; }

    public TimeSpan VerifiedAt { get; }

    /// <summary>The round trip between this node and it.</summary>
    public TimeSpan RoundTrip { get; }

    /// <summary>What it says speaks against naming it. This and what follows is looked at for every answer.</summary>
    public NodeConditions Conditions { get; }

    /// <summary>Where it serves clients; 0 when it does not.</summary>
    public ushort HttpPort { get; }

    public bool IsIPv4 { get; }

    /// <summary>Where it lies.</summary>
    public NetworkPrefix Network { get; }

    /// <summary>What its id adds to the rank of hosts: uniform, since ids are.</summary>
    public ulong Weight { get; }
}
