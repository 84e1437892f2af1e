using System.Buffers.Binary;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Dns.Queries;

namespace Coral.Dns.Clusters;

/// <summary>A node that answered a check, and its report. Immutable.</summary>
internal sealed class MonitoredNode
{
    /// <summary>Makes the entry of a node that answered.</summary>
    /// <param name="contact">The id and address that the check was sent to.</param>
    /// <param name="report">The node's own report.</param>
    /// <param name="verifiedAt">The uptime at which the check was sent: the node was alive then, or later.</param>
    /// <param name="roundTrip">The least round trip of the checks since the server's start.</param>
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

    /// <summary>This node itself, which is always alive.</summary>
    public static MonitoredNode Own(INodeCheck check) =>
        new(check.Self, check.Own, TimeSpan.MaxValue, roundTrip: TimeSpan.Zero);

    public NodeContact Contact { get; }

    public NodeReport Report { get; }

    public TimeSpan VerifiedAt { get; }

    /// <summary>The least round trip between this node and the monitored one.</summary>
    public TimeSpan RoundTrip { get; }

    /// <summary>The node's reasons not to be named. This and the following members are read for every answer.</summary>
    public NodeConditions Conditions { get; }

    /// <summary>The port at which the node serves clients; 0 for none.</summary>
    public ushort HttpPort { get; }

    public bool IsIPv4 { get; }

    /// <summary>The network of the node's address.</summary>
    public NetworkPrefix Network { get; }

    /// <summary>The node's input to the rendezvous hash: the first 64 bits of its id.</summary>
    public ulong Weight { get; }
}
