using Coral.Core.Index;
using Coral.Core.Time;
using Coral.Index.Options;
using Coral.Index.Store;
using Coral.Index.Tests.Fixtures;
using Coral.Simulation.Time;

namespace Coral.Index.Tests.Store;

public sealed class PointerStoreTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(20);
    private readonly VirtualClock _clock = new();
    private readonly PointerStore _store;

    public PointerStoreTests() => _store = new PointerStore(default, new IndexOptions(), new MonotonicClock(_clock));

    [Fact]
    public void Read_AfterTheTimeToLive_GivesNothing()
    {
        Write(owner: 1, Short);
        Assert.Single(Read());
        Wait(Short);

        Assert.Empty(Read());
        _store.Sweep();
        Assert.Equal(0, _store.Keys);
        Assert.Equal(0, _store.Bytes);
    }

    [Fact]
    public void Read_AtAnotherLevel_GivesNothing()
    {
        Write(owner: 1, Short);
        var values = new List<IndexValue>();
        _store.Read(Points.Key(4), ClusterLevel.Near, before: null, values);

        Assert.Empty(values);
    }

    [Fact]
    public void Write_TheFifthValue_IsRefusedWhileFourHaveHalfItsTimeLeft()
    {
        Fill(Hour);

        Assert.False(Write(owner: 5, 2 * Hour));
        Assert.Equal(4, Read().Count);
    }

    [Fact]
    public void Write_TheFifthValue_TakesTheEarliestToGoWhenThatHasLessThanHalf()
    {
        Fill(Hour);
        Wait(TimeSpan.FromSeconds(1));
        Write(owner: 2, Hour);

        Assert.True(Write(owner: 5, 2 * Hour + TimeSpan.FromSeconds(1)));
        Assert.Equal(4, Read().Count);
        Assert.Contains(Read(), v => v.Owner == Points.Node(5).Id);
        Assert.Contains(Read(), v => v.Owner == Points.Node(2).Id);
    }

    [Fact]
    public void Write_OfThePutThatWasLetPass_EvictsFromAFullKey()
    {
        Fill(Hour);
        Assert.False(Probe(sender: 5, transaction: 1).IsLoaded);

        Assert.False(Write(owner: 6, Hour));
        Assert.True(Write(owner: 5, Hour));
        Assert.Equal(4, Read().Count);
    }

    [Fact]
    public void Probe_OfOthersEveryHalfSecondForAMinute_PassesEleven()
    {
        var passed = 0;
        for (var probe = 0; probe < 120; probe++)
        {
            passed += Probe(sender: (ulong)probe, transaction: (ulong)probe).IsLoaded ? 0 : 1;
            Wait(TimeSpan.FromSeconds(0.5));
        }

        Assert.Equal(11, passed);
    }

    [Fact]
    public void Probe_TheSameAgain_IsTheSamePut()
    {
        Assert.False(Probe(sender: 5, transaction: 1).IsLoaded);
        Assert.False(Probe(sender: 5, transaction: 1).IsLoaded);
        Assert.True(Probe(sender: 5, transaction: 2).IsLoaded);
        Assert.True(Probe(sender: 6, transaction: 1).IsLoaded);
    }

    [Fact]
    public void Probe_OfAKeyWithValues_TellsTheirNumberAndTheFirstToGo()
    {
        Write(owner: 1, Hour);
        Write(owner: 2, Short);

        var state = Probe(sender: 5, transaction: 1);
        Assert.Equal(2, state.Values);
        Assert.Equal(Short, state.EarliestExpiry);
    }

    [Fact]
    public void Read_ForALease_GivesOnlyWhatCameBeforeIt()
    {
        for (var owner = 1UL; owner <= 3; owner++)
        {
            Write(owner, Short, lease: owner + 100);
        }

        Assert.Empty(Read(new LeaseRequest(Points.Node(1).Id, 101)));
        Assert.Equal([Points.Node(1).Id], Read(new LeaseRequest(Points.Node(2).Id, 102)).Select(v => v.Owner));
        Assert.Equal(2, Read(new LeaseRequest(Points.Node(3).Id, 103)).Count);
        Assert.Equal(3, Read(new LeaseRequest(Points.Node(9).Id, 109)).Count);
    }

    [Fact]
    public void Write_RenewalOfALease_KeepsItsNumber()
    {
        Write(owner: 1, Short, lease: 101);
        Write(owner: 2, Short, lease: 102);
        for (var round = 0; round < 3; round++)
        {
            Wait(TimeSpan.FromSeconds(7));
            Write(owner: 2, Short, lease: 102);
            Write(owner: 1, Short, lease: 101);
        }

        Assert.Empty(Read(new LeaseRequest(Points.Node(1).Id, 101)));
        Assert.Single(Read(new LeaseRequest(Points.Node(2).Id, 102)));
    }

    [Fact]
    public void Write_LeaseAfterAStalePointerOfTheSameNode_GoesToTheEnd()
    {
        // Node 1 fetched long ago, left its long pointer, and has evicted the object since. Node 2 is fetching now.
        Write(owner: 1, Hour);
        Write(owner: 2, Short, lease: 102);

        Assert.Equal([Points.Node(2).Id], Read(new LeaseRequest(Points.Node(1).Id, 111)).Select(v => v.Owner));
        Write(owner: 1, Short, lease: 111);
        Assert.Equal([Points.Node(2).Id], Read(new LeaseRequest(Points.Node(1).Id, 111)).Select(v => v.Owner));
        Assert.Empty(Read(new LeaseRequest(Points.Node(2).Id, 102)));
    }

    [Fact]
    public void Write_LongPointerAfterTheLease_TakesItsPlaceAndNumber()
    {
        Write(owner: 1, Short, lease: 101);
        Write(owner: 2, Short, lease: 102);
        Write(owner: 1, Hour, bytes: [9, 9]);

        var before = Assert.Single(Read(new LeaseRequest(Points.Node(2).Id, 102)));
        Assert.Equal([9, 9], before.Bytes.ToArray());
        Assert.Equal(2, Read().Count);
    }

    [Fact]
    public void Write_BeyondItsKeysOrBytes_RefusesAndKeepsWhatItHas()
    {
        var options = new IndexOptions { MaxKeys = 3, MaxStoreBytes = 1_024 };
        var store = new PointerStore(default, options, new MonotonicClock(_clock));
        var stored = 0;
        for (var number = 0UL; number < 6; number++)
        {
            stored += store.Write(Points.Key(number), ClusterLevel.Global, Points.Node(1), new byte[10], Hour, null)
                ? 1
                : 0;
        }

        Assert.Equal(3, stored);
        for (var owner = 2UL; owner < 30; owner++)
        {
            store.Write(Points.Key(owner % 3), ClusterLevel.Global, Points.Node(owner), new byte[256], Hour, null);
        }

        Assert.InRange(store.Bytes, 30, 1_024);
        Assert.Equal(3, store.Keys);
    }

    private void Fill(TimeSpan timeToLive)
    {
        for (var owner = 1UL; owner <= 4; owner++)
        {
            Assert.True(Write(owner, timeToLive));
        }
    }

    private bool Write(ulong owner, TimeSpan timeToLive, ulong? lease = null, byte[]? bytes = null) =>
        _store.Write(Points.Key(4), ClusterLevel.Global, Points.Node(owner), bytes ?? [(byte)owner], timeToLive, lease);

    private PutState Probe(ulong sender, ulong transaction) =>
        _store.Probe(Points.Key(4), ClusterLevel.Global, Points.Node(sender).Id, transaction, out _);

    private List<IndexValue> Read(LeaseRequest? before = null)
    {
        var values = new List<IndexValue>();
        _store.Read(Points.Key(4), ClusterLevel.Global, before, values);
        return values;
    }

    private void Wait(TimeSpan time) => _clock.Run(() => Task.Delay(time, _clock));
}
