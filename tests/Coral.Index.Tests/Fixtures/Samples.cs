using System.Collections.Immutable;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Store;
using Coral.Index.Wire;

namespace Coral.Index.Tests.Fixtures;

/// <summary>One datagram of every message: what docs/protocol.md shows, and what the fuzzer begins with.</summary>
internal static class Samples
{
    public static readonly NodeId Requester = new(Identifier.FromNumber(14));
    public static readonly NodeId Other = new(Identifier.FromNumber(5));
    public static readonly Key Key = new(Identifier.FromNumber(4));
    public static readonly DatagramSeal Seal = new([
        [.. Enumerable.Repeat((byte)0x2A, 32)],
    ]);
    public static readonly ServicePorts Ports = new(7443, 8080, 5300);

    public static readonly ClusterSet Clusters = new(
        ImmutableArray.Create(
            new ClusterInfo(Identifier.FromNumber(0x101), 1_080_518_400, 40),
            new ClusterInfo(Identifier.FromNumber(0x202), 1_080_518_460, 7)
        )
    );

    public static readonly NodeContact Contact = new(Other, NodeAddress.FromIPv4(0xC0000205, 7400), Ports);

    public static readonly IndexValue Value = new(
        Other,
        new byte[] { 1, 2, 3 },
        TimeSpan.FromSeconds(20),
        IsAlive: false
    );

    /// <summary>Every message by the name that docs/protocol.md gives it, sealed.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } =
        new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["ping"] = Ping(new PingRequest(Key), Clusters),
            ["ping-health"] = Ping(new PingRequest(Key: null, AsksForHealth: true), Clusters),
            ["pong"] = Pong(new PingResponse(Disowns: true)),
            ["pong-health"] = Pong(
                new PingResponse(Disowns: false, new NodeHealth(NodeConditions.Leaving, TimeSpan.FromHours(1)))
            ),
            ["find"] = Find(FindMode.Values),
            ["find-nearest"] = Find(FindMode.Nearest),
            ["find-opinion"] = Find(FindMode.Opinion),
            ["find-lease"] = Find(FindMode.Lease, new byte[20]),
            ["found-contacts"] = Found(new FindAnswer { Contacts = { Contact } }, FindMode.Nodes),
            ["found-values"] = Found(new FindAnswer { Values = { Value } }, FindMode.Values),
            ["found-probe"] = Found(
                new FindAnswer
                {
                    Contacts = { Contact },
                    State = new PutState(IsLoaded: true, 4, TimeSpan.FromMinutes(30)),
                },
                FindMode.Probe
            ),
            ["found-opinion"] = Found(new FindAnswer { Opinion = new ClusterTally(48, 41) }, FindMode.Opinion),
            ["store"] = Store(),
            ["stored"] = Stored(),
        };

    public static MessageHeader Header(MessageType type) =>
        new()
        {
            Type = type,
            Transaction = 0x0123_4567_89AB_CDEF,
            Sender = Requester,
            IndexPort = 7400,
            Ports = Ports,
            ClusterDigest = Clusters.Digest,
        };

    public static byte[] Ping(PingRequest request, ClusterSet? full)
    {
        var buffer = new byte[1200];
        var writer = new CborWriter(buffer);
        Header(MessageType.Ping).Write(ref writer, full, request.Pairs);
        request.Write(ref writer);
        return Finish(buffer, writer);
    }

    public static byte[] Find(FindMode mode, byte[]? except = null)
    {
        var request = new FindRequest
        {
            Level = ClusterLevel.Regional,
            Target = Identifier.FromNumber(6),
            Mode = mode,
            Key = Key,
            LeaseId = 77,
            Except = except,
        };
        var buffer = new byte[1200];
        var writer = new CborWriter(buffer);
        Header(MessageType.Find).Write(ref writer, null, request.Pairs);
        request.Write(ref writer);
        return Finish(buffer, writer);
    }

    public static byte[] Found(FindAnswer answer, FindMode mode)
    {
        var buffer = new byte[1200];
        var writer = new CborWriter(buffer);
        Header(MessageType.Found).Write(ref writer, null, FindResponse.Pairs(answer, mode));
        FindResponse.Write(ref writer, answer, mode);
        return Finish(buffer, writer);
    }

    private static byte[] Pong(PingResponse response)
    {
        var buffer = new byte[1200];
        var writer = new CborWriter(buffer);
        Header(MessageType.Pong).Write(ref writer, null, response.Pairs);
        response.Write(ref writer);
        return Finish(buffer, writer);
    }

    private static byte[] Store()
    {
        var request = new StoreRequest
        {
            Level = ClusterLevel.Global,
            Key = Key,
            Value = Value.Bytes.Span,
            TimeToLive = TimeSpan.FromSeconds(20),
            LeaseId = 77,
        };
        var buffer = new byte[1200];
        var writer = new CborWriter(buffer);
        Header(MessageType.Store).Write(ref writer, null, request.Pairs);
        request.Write(ref writer);
        return Finish(buffer, writer);
    }

    private static byte[] Stored()
    {
        var answer = new StoreAnswer { Outcome = StoreOutcome.Full, Values = { Value } };
        var buffer = new byte[1200];
        var writer = new CborWriter(buffer);
        Header(MessageType.Stored).Write(ref writer, null, StoreResponse.Pairs(answer));
        StoreResponse.Write(ref writer, answer);
        return Finish(buffer, writer);
    }

    private static byte[] Finish(byte[] buffer, CborWriter writer)
    {
        Assert.False(writer.Failed);
        return buffer[..Seal.Seal(buffer, writer.Length)];
    }
}
