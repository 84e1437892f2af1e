using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Store;
using Coral.Index.Tests.Fixtures;
using Coral.Index.Wire;

namespace Coral.Index.Tests.Messages;

public sealed class MessageTests
{
    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EverySample_ReadByTheOracle_IsOneCanonicalMap(string name)
    {
        Assert.True(Samples.Seal.TryOpen(Samples.All[name], out var message));
        var oracle = new System.Formats.Cbor.CborReader(
            message.ToArray(),
            System.Formats.Cbor.CborConformanceMode.Canonical
        );
        oracle.SkipValue();

        Assert.Equal(0, oracle.BytesRemaining);
        Assert.True(new Decoded().TryRead(message));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EverySample_CutAnywhere_IsRefused(string name)
    {
        Assert.True(Samples.Seal.TryOpen(Samples.All[name], out var message));
        var decoded = new Decoded();
        for (var length = 0; length < message.Length; length++)
        {
            Assert.False(decoded.TryRead(message[..length]));
        }
    }

    [Fact]
    public void Header_WithClustersInFull_GivesThemAndTheirDigest()
    {
        var map = Open("ping", out _);
        Assert.True(MessageHeader.TryRead(ref map, out var header));

        var clusters = ClusterSet.TryRead(header.EncodedClusters);
        Assert.NotNull(clusters);
        Assert.Equal(Samples.Clusters.Digest, header.ClusterDigest);
        Assert.Equal(Samples.Clusters.Digest, clusters.Digest);
        Assert.Equal(7u, clusters[ClusterLevel.Near].Size);
        Assert.Equal(Samples.Requester, header.Sender);
        Assert.Equal(Samples.Ports, header.Ports);
        Assert.Equal(7400, header.IndexPort);
    }

    [Fact]
    public void Find_WithLeaseAndExcept_ComesBack()
    {
        var map = Open("find-lease", out _);
        Assert.True(MessageHeader.TryRead(ref map, out _));
        Assert.True(FindRequest.TryRead(ref map, out var find));

        Assert.Equal(FindMode.Lease, find.Mode);
        Assert.Equal(77UL, find.LeaseId);
        Assert.Equal(20, find.Except.Length);
        Assert.Equal(ClusterLevel.Regional, find.Level);
        Assert.Equal(Samples.Key, find.Key);
    }

    [Fact]
    public void Found_WithContactsAndState_ComesBack()
    {
        var map = Open("found-probe", out _);
        var answer = new FindAnswer();
        Assert.True(MessageHeader.TryRead(ref map, out _));
        Assert.True(FindResponse.TryRead(ref map, answer));

        Assert.Equal(Samples.Contact, Assert.Single(answer.Contacts));
        Assert.Equal(new PutState(IsLoaded: true, 4, TimeSpan.FromMinutes(30)), answer.State);
    }

    [Fact]
    public void Stored_WithEarlierValues_ComesBack()
    {
        var map = Open("stored", out _);
        var answer = new StoreAnswer();
        Assert.True(MessageHeader.TryRead(ref map, out _));
        Assert.True(StoreResponse.TryRead(ref map, answer));

        Assert.Equal(StoreOutcome.Full, answer.Outcome);
        var value = Assert.Single(answer.Values);
        Assert.Equal(Samples.Value.Owner, value.Owner);
        Assert.Equal(Samples.Value.Bytes.ToArray(), value.Bytes.ToArray());
    }

    [Theory]
    [InlineData(40)]
    [InlineData(200)]
    [InlineData(900)]
    public void Found_InLittleRoom_LeavesOutTheFarthestContacts(int room)
    {
        var answer = new FindAnswer();
        for (var i = 0; i < FindResponse.MaxContacts; i++)
        {
            answer.Contacts.Add(Samples.Contact);
        }

        var bytes = new byte[room];
        var writer = new CborWriter(bytes);
        FindResponse.Write(ref writer, answer, FindMode.Probe);

        Assert.False(writer.Failed);
        var wrapped = new byte[] { 0xA2 }
            .Concat(bytes[..writer.Length])
            .ToArray();
        var map = new MapReader(wrapped);
        Assert.True(FindResponse.TryRead(ref map, answer));
        Assert.True(answer.Contacts.Count >= (room - 30) / 42);
    }

    [Fact]
    public void Seal_OnAnyChangedByte_DoesNotOpen()
    {
        var datagram = Samples.All["ping"].ToArray();
        for (var i = 0; i < datagram.Length; i++)
        {
            datagram[i] ^= 1;
            Assert.False(Samples.Seal.TryOpen(datagram, out _));
            datagram[i] ^= 1;
        }
    }

    [Fact]
    public void Seal_WithTheOldKeySecond_OpensWhatTheOldKeySigned()
    {
        var (old, fresh) = (new byte[32], Enumerable.Repeat((byte)1, 32).ToArray());
        var datagram = new byte[20];
        new DatagramSeal([old]).Seal(datagram, 4);

        Assert.True(new DatagramSeal([fresh, old]).TryOpen(datagram, out _));
        Assert.False(new DatagramSeal([fresh]).TryOpen(datagram, out _));
    }

    private static MapReader Open(string name, out byte[] bytes)
    {
        Assert.True(Samples.Seal.TryOpen(Samples.All[name], out var message));
        bytes = message.ToArray();
        return new MapReader(bytes);
    }
}
