using System.Diagnostics.Metrics;
using Coral.Core.Network;
using Coral.Index.Events;
using Coral.Index.Messages;
using Coral.Index.Options;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Index.Tests.Fixtures;

/// <summary>One node whose datagrams go nowhere: what its receive path does is looked at from outside.</summary>
internal sealed class LoneNode : IDatagramTransport
{
    /// <summary>Room of its store.</summary>
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
        );
        var metrics = new IndexMetrics(Meter);
        Node = new IndexNode(config, Samples.Clusters, this, Clock, random, new SeededTokens(random), metrics);
    }

    public VirtualClock Clock { get; } = new();

    /// <summary>What counts for it alone.</summary>
    public Meter Meter { get; } = new("test");

    public DatagramSeal Seal { get; }

    public IndexNode Node { get; }

    /// <summary>Datagrams that the node has sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Length of the last of them.</summary>
    public int LastLength { get; private set; }

    /// <summary>The last of them.</summary>
    public ReadOnlySpan<byte> LastDatagram => _last.AsSpan(0, LastLength);

    public NodeAddress LocalAddress { get; } = NodeAddress.FromIPv4(0x0A000001, 7400);

    /// <summary>Makes the asker of the samples a node that has answered, and twenty more.</summary>
    public void Introduce()
    {
        var random = new Random(SmallNetwork.Seed);
        for (uint i = 0; i < 21; i++)
        {
            var contact = i == 0 ? Samples.Contact with { Id = Samples.Asker } : Points.Draw(random, i);
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
