using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Core.Tests.Index;

/// <summary>What every <see cref="IContentIndex"/> promises. Each implementation derives one class.</summary>
public abstract class ContentIndexConformance
{
    private static readonly Key Key = Key.Of("http://www.x.com/");
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(20);

    [Fact]
    public void Get_OfAKeyNobodyPut_FindsNothing() => Run(async net => Assert.Empty((await net.GetAsync(0)).Values));

    [Fact]
    public void Get_AfterAPutElsewhere_FindsTheValueAndItsOwner() =>
        Run(async net =>
        {
            var put = await net.PutAsync(1, [1, 2, 3], Ttl);
            var found = await net.GetAsync(2);

            Assert.NotEmpty(put.StoredAt);
            var value = Assert.Single(found.Values);
            Assert.Equal([1, 2, 3], value.Bytes.ToArray());
            Assert.Equal(net.Ids[1], value.Owner);
            Assert.InRange(value.Remaining, TimeSpan.FromTicks(1), Ttl);
        });

    [Fact]
    public void Get_AfterTheTimeToLive_FindsNothing() =>
        Run(async net =>
        {
            await net.PutAsync(1, [1], Ttl);
            await net.DelayAsync(Ttl);

            Assert.Empty((await net.GetAsync(2)).Values);
        });

    [Fact]
    public void Put_OfTheSameBytes_IsOneValue() =>
        Run(async net =>
        {
            await net.PutAsync(1, [1], Ttl);
            await net.PutAsync(1, [1], Ttl);

            Assert.Single((await net.GetAsync(2)).Values);
        });

    [Fact]
    public void Put_AfterALease_TakesItsPlaceAndRank() =>
        Run(async net =>
        {
            await net.GetOrPutAsync(0, lease: 7);
            await net.PutAsync(0, [1, 2, 3], TimeSpan.FromHours(1));
            await net.DelayAsync(Ttl);

            var later = await net.GetOrPutAsync(1, lease: 8);
            Assert.Equal([1, 2, 3], later.Values[0].Bytes.ToArray());
        });

    [Fact]
    public void Put_TooLong_IsTheCallersFault() =>
        Run(async net => await Assert.ThrowsAsync<ArgumentException>(() => net.PutAsync(1, new byte[257], Ttl)));

    [Fact]
    public void GetOrPut_OneAfterAnother_OneIsFirstAndTheOthersFindIt() =>
        Run(async net =>
        {
            var first = await net.GetOrPutAsync(0, lease: 7);
            var second = await net.GetOrPutAsync(1, lease: 8);
            var third = await net.GetOrPutAsync(2, lease: 9);

            Assert.Equal(GetOrPutOutcome.First, first.Outcome);
            Assert.Equal(GetOrPutOutcome.Found, second.Outcome);
            Assert.Equal(net.Ids[0], second.Values[0].Owner);
            Assert.Contains(third.Values, v => v.Owner == net.Ids[0]);
        });

    [Fact]
    public void GetOrPut_AllAtOnce_ExactlyOneIsFirst() =>
        Run(async net =>
        {
            var all = await Task.WhenAll(
                Enumerable.Range(0, net.Count).Select(i => net.GetOrPutAsync(i, (ulong)i + 1))
            );

            Assert.Single(all, r => r.Outcome == GetOrPutOutcome.First);
            Assert.DoesNotContain(all, r => r.Outcome == GetOrPutOutcome.Undecided);
        });

    [Fact]
    public void GetOrPut_AgainWithTheSameLease_IsStillFirst() =>
        Run(async net =>
        {
            await net.GetOrPutAsync(0, lease: 7);
            await net.GetOrPutAsync(1, lease: 8);

            Assert.Equal(GetOrPutOutcome.First, (await net.GetOrPutAsync(0, lease: 7)).Outcome);
        });

    [Fact]
    public void GetOrPut_ExceptALiveNode_FindsItAndElectsNone() =>
        Run(async net =>
        {
            await net.GetOrPutAsync(0, lease: 7);

            var again = await net.GetOrPutAsync(1, lease: 8, except: 0);

            Assert.Equal(GetOrPutOutcome.Found, again.Outcome);
            Assert.True(again.Values[0].IsAlive);
        });

    [Fact]
    public void GetOrPut_ExceptADeadNode_ElectsTheCaller() =>
        Run(async net =>
        {
            await net.GetOrPutAsync(0, lease: 7);
            net.Disconnect(0);

            Assert.Equal(GetOrPutOutcome.First, (await net.GetOrPutAsync(1, lease: 8, except: 0)).Outcome);
        });

    [Fact]
    public void Renew_BeforeTheTimeIsOver_KeepsTheLease() =>
        Run(async net =>
        {
            await net.GetOrPutAsync(0, lease: 7);
            for (var i = 0; i < 5; i++)
            {
                await net.DelayAsync(TimeSpan.FromSeconds(7));
                await net.RenewAsync(0, lease: 7);
            }

            Assert.Equal(net.Ids[0], (await net.GetOrPutAsync(1, lease: 8)).Values[0].Owner);
        });

    [Fact]
    public void Forget_AfterAPut_LeavesNothing() =>
        Run(async net =>
        {
            await net.PutAsync(0, [1], Ttl);
            await net.ForgetAsync(0);

            Assert.Empty((await net.GetAsync(1)).Values);
        });

    /// <summary>Builds a small network, runs the story on it, and ends it.</summary>
    protected abstract void Run(Func<Network, Task> story);

    /// <summary>A few indexes that share one network, all asked for the same key.</summary>
    protected abstract class Network
    {
        public abstract int Count { get; }

        public abstract IReadOnlyList<NodeId> Ids { get; }

        public abstract void Disconnect(int node);

        public abstract Task DelayAsync(TimeSpan time);

        public Task<GetResult> GetAsync(int node) => Index(node).GetAsync(Key, LevelRange.All, default).AsTask();

        public Task<PutResult> PutAsync(int node, byte[] value, TimeSpan timeToLive) =>
            Index(node).PutAsync(Key, value, timeToLive, LevelRange.All, default).AsTask();

        public Task<GetOrPutResult> GetOrPutAsync(int node, ulong lease, int? except = null) =>
            Index(node)
                .GetOrPutAsync(Key, LeaseOf(node, lease), except is { } e ? [Ids[e]] : [], LevelRange.All, default)
                .AsTask();

        public Task RenewAsync(int node, ulong lease) =>
            Index(node).RenewAsync(Key, LeaseOf(node, lease), default).AsTask();

        public Task ForgetAsync(int node) => Index(node).WithdrawAsync(Key, default).AsTask();

        protected abstract IContentIndex Index(int node);

        private static Lease LeaseOf(int node, ulong id) => new(id, new[] { (byte)node }, Ttl);
    }
}
