using System.Diagnostics.Metrics;
using Coral.Core.Network;
using Coral.Index.Events;
using Coral.Index.Messages;
using Coral.Index.Options;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Index.Tests.Fixtures;

/// <summary>One node whose datagrams are recorded and not delivered, for tests of its receive path.</summary>
internal sealed class LoneNode : IDatagramTransport
{
    /// <summary>The capacity of the node's store, in keys.</summary>
    public const int MaxKeys = 200;

    private readonly byte[] _last = new byte[1200];

    public LoneNode(IReadOnlyList<byte[]> keys, int requestsPerSecond = 1_000_000)
    {
        Seal = new DatagramSeal(keys);
        var random = new Random(SmallNetwork.Seed);
        var config = new IndexNodeConfig(
            Samples.Other,
            default,
            keys,
            new IndexOptions { RequestsPerSecond = requestsPerSecond, MaxKeys = MaxKeys }
        )
        {
            FixedClusters = Samples.Clusters,
        };
        var metrics = new IndexMetrics(Meter);
        Node = new IndexNode(config, this, Clock, random, new SeededTokens(random), metrics);
    }

    public VirtualClock Clock { get; } = new();

    /// <summary>The meter of this node alone.</summary>
    public Meter Meter { get; } = new("test");

    public DatagramSeal Seal { get; }

    public IndexNode Node { get; }

    /// <summary>Datagrams that the node has sent.</summary>
    public int Sent { get; private set; }

    /// <summary>The length of the last datagram sent.</summary>
    public int LastLength { get; private set; }

    /// <summary>The last datagram sent.</summary>
    public ReadOnlySpan<byte> LastDatagram => _last.AsSpan(0, LastLength);

    public NodeAddress LocalAddress { get; } = NodeAddress.FromIPv4(0x0A000001, 7400);

    /// <summary>Enters the sender of the samples, and twenty more nodes, into the tables.</summary>
    public void Introduce()
    {
        var random = new Random(SmallNetwork.Seed);
        for (uint i = 0; i < 21; i++)
        {
            var contact = i == 0 ? Samples.Contact with { Id = Samples.Requester } : Points.Draw(random, i);
            var peer = Node.Peers.Answered(contact, Samples.Clusters);
            peer.AnnouncedDigest = peer.KnownDigest = Samples.Clusters.Digest;
            peer.AddRoundTrip(TimeSpan.FromMilliseconds(20));
        }
    }

    public ValueTask SendAsync(
        NodeAddress destination,
        ReadOnlyMemory<byte> datagram,
        CancellationToken cancellationToken
    )
    {
        Sent++;
        LastLength = datagram.Length;
        datagram.CopyTo(_last);
        return ValueTask.CompletedTask;
    }

    public ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync()
    {
        Node.Dispose();
        Meter.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A sample under this node's seal.</summary>
    public byte[] Sealed(byte[] sample)
    {
        var copy = sample.ToArray();
        Seal.Seal(copy, copy.Length - DatagramSeal.TagBytes);
        return copy;
    }
}
