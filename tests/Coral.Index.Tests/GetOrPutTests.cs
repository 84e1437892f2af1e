using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Tests.Fixtures;
using Coral.Simulation.Maps;
using Coral.Simulation.Nodes;

namespace Coral.Index.Tests;

/// <summary>
/// The races that the lease prevents, one test each. Every test failed when the code that prevents its race was
/// removed.
/// </summary>
public sealed class GetOrPutTests
{
    private static readonly Key Key = Key.Of("http://www.x.com/");
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(20);

    /// <summary>
    /// A and B both stored a lease, A first: A must not be sent to B by a level where B's lease is stored too.
    /// </summary>
    [Fact]
    public void Lease_WhenALaterValueLiesAtAWiderLevel_IsNotSentBackToIt() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                var (first, later) = (nodes[40], nodes[41]);
                foreach (var storing in nodes.Take(3))
                {
                    StoreLease(storing, first, lease: 1);
                    StoreLease(storing, later, lease: 2);
                }

                Assert.Equal(GetOrPutOutcome.First, (await TakeLeaseAsync(first, lease: 1)).Outcome);
                var told = await TakeLeaseAsync(later, lease: 2);
                Assert.Equal(GetOrPutOutcome.Found, told.Outcome);
                Assert.Equal([first.Contact.Id], told.Values.Select(v => v.Owner));
            }
        );

    /// <summary>The first renews, while others have asked for the lease meanwhile: it stays first.</summary>
    [Fact]
    public void Renewal_AfterOthersAsked_KeepsItsPlace() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                var (first, later) = (nodes[40], nodes[41]);
                await TakeLeaseAsync(first, lease: 1);
                foreach (var storing in nodes.Take(3))
                {
                    StoreLease(storing, later, lease: 2);
                }

                for (var round = 0; round < 4; round++)
                {
                    await Task.Delay(TimeSpan.FromSeconds(7), network.Clock);
                    foreach (var storing in nodes.Take(3))
                    {
                        StoreLease(storing, later, lease: 2);
                    }

                    await first.Content.RenewAsync(Key, LeaseOf(1), default);
                }

                Assert.Equal(GetOrPutOutcome.First, (await TakeLeaseAsync(first, lease: 1)).Outcome);
            }
        );

    /// <summary>Two callers that each miss one of the nearest nodes still meet at those they share.</summary>
    [Fact]
    public void Leases_WithDifferentViewsOfWhoIsClosest_ElectOne() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                var (one, other) = (network.PlaceOf(nodes[40].Contact.Id), network.PlaceOf(nodes[41].Contact.Id));
                Cut(network, one, network.PlaceOf(nodes[0].Contact.Id));
                Cut(network, other, network.PlaceOf(nodes[1].Contact.Id));

                var both = await Task.WhenAll(TakeLeaseAsync(nodes[40], 1), TakeLeaseAsync(nodes[41], 2));

                Assert.Single(both, r => r.Outcome == GetOrPutOutcome.First);
            }
        );

    /// <summary>The nearest node is new: only the third nearest knows it yet, and it holds the lease.</summary>
    [Fact]
    public void Lease_WhenOnlyTheThirdNearestKnowsTheNearest_FindsItsValue() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                StoreLease(nodes[0], nodes[50], lease: 9);
                foreach (var node in nodes.Where((_, i) => i != 2))
                {
                    node.Peers.Table(ClusterLevel.Global).Remove(nodes[0].Contact.Id);
                }

                var told = await TakeLeaseAsync(nodes[40], lease: 1);

                Assert.Equal(GetOrPutOutcome.Found, told.Outcome);
                Assert.Equal([nodes[50].Contact.Id], told.Values.Select(v => v.Owner));
            }
        );

    /// <summary>
    /// A caller cannot reach the fetcher, but the storing nodes can: it must not be elected for that.
    /// </summary>
    [Fact]
    public void Except_OfAHolderThatOthersReach_GivesNoLease() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                await TakeLeaseAsync(nodes[40], lease: 1);
                Cut(network, network.PlaceOf(nodes[40].Contact.Id), network.PlaceOf(nodes[41].Contact.Id));

                var again = await TakeLeaseAsync(nodes[41], lease: 2, except: nodes[40].Contact.Id);

                Assert.Equal(GetOrPutOutcome.Found, again.Outcome);
                Assert.True(Assert.Single(again.Values).IsAlive);
            }
        );

    /// <summary>
    /// A came through its near level, and got the contact of the fetcher, which it cannot reach. Meanwhile B has stored
    /// a lease near A at a node that does not know of A's lease, and may follow A by now: A, asking again, must not be
    /// sent to B.
    /// </summary>
    [Fact]
    public void Except_WhenALaterLeaseLiesAtALevelPassedBefore_IsNotSentBackToIt() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                var (caller, later, fetcher) = (nodes[40], nodes[41], nodes[50]);
                fetcher.Published.Publish(Key, Short);
                foreach (var storing in nodes.Take(3))
                {
                    StoreLease(storing, fetcher, lease: 9);
                }

                var fetching = fetcher.Contact.Id;
                Assert.Equal(ClusterLevel.Global, (await TakeLeaseAsync(caller, lease: 1)).Level);
                caller.Store.Write(Key, ClusterLevel.Near, later.Contact, new byte[34], Short, leaseId: 2);

                var again = await TakeLeaseAsync(caller, lease: 1, except: fetching);

                Assert.Equal([fetching], again.Values.Where(v => v.IsAlive).Select(v => v.Owner));
            },
            settings => settings with { Levels = 3, Map = (n, _) => new UniformMap(n, TimeSpan.FromMilliseconds(5)) }
        );

    /// <summary>
    /// The fetcher is dead: a caller that names it as an exception gets the lease only after a check.
    /// </summary>
    [Fact]
    public void Except_OfADeadHolder_ElectsTheNextAndOnlyOne() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                await TakeLeaseAsync(nodes[40], lease: 1);
                network.Network.Unplug(network.PlaceOf(nodes[40].Contact.Id));
                var dead = nodes[40].Contact.Id;

                var all = await Task.WhenAll(
                    Enumerable.Range(41, 10).Select(i => TakeLeaseAsync(nodes[i], (ulong)i, except: dead))
                );

                Assert.Single(all, r => r.Outcome == GetOrPutOutcome.First);
                Assert.All(all, r => Assert.DoesNotContain(r.Values, v => v.Owner == dead));
            }
        );

    /// <summary>
    /// A fetched the object once and has evicted it; its long pointer is still there. B is fetching. A must get B's
    /// contact, and not the lease because its old pointer is older.
    /// </summary>
    [Fact]
    public void Lease_OfANodeWithAStaleLongPointer_IsNotElectedByIt() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                foreach (var storing in nodes.Take(3))
                {
                    var longPointer = new byte[86];
                    storing.Store.Write(Key, ClusterLevel.Global, nodes[40].Contact, longPointer, Short * 180, null);
                    StoreLease(storing, nodes[41], lease: 2);
                }

                var told = await TakeLeaseAsync(nodes[40], lease: 3);

                Assert.Equal(GetOrPutOutcome.Found, told.Outcome);
                Assert.Contains(told.Values, v => v.Owner == nodes[41].Contact.Id);
            }
        );

    /// <summary>The holder itself disowns a long pointer, once asked, when it has evicted the object.</summary>
    [Fact]
    public void Except_OfAHolderThatForgot_DropsItsPointer() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                await nodes[40].Content.PutAsync(Key, new byte[34], TimeSpan.FromHours(1), LevelRange.All, default);
                foreach (var storing in nodes.Take(3))
                {
                    StoreLease(storing, nodes[40], lease: 9);
                }

                nodes[40].Published.Withdraw(Key);
                var told = await TakeLeaseAsync(nodes[41], lease: 2, except: nodes[40].Contact.Id);

                Assert.Equal(GetOrPutOutcome.First, told.Outcome);
            }
        );

    /// <summary>
    /// While a lookup still runs its lease may be found already: the node confirms it from before its first store.
    /// </summary>
    [Fact]
    public void Lease_AskedAboutWhileItsLookupRuns_IsConfirmed() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                var running = TakeLeaseAsync(nodes[40], lease: 1);
                while (!nodes.Take(3).Any(n => Holds(n, nodes[40])))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(1), network.Clock);
                }

                Assert.False(running.IsCompleted);
                var told = await TakeLeaseAsync(nodes[41], lease: 2, except: nodes[40].Contact.Id);
                Assert.True(Assert.Single(told.Values).IsAlive);
                Assert.Equal(GetOrPutOutcome.First, (await running).Outcome);
            }
        );

    [Fact]
    public void Lease_OfANodeThatIsAlone_IsFirst() =>
        SmallNetwork.Run(
            1,
            async network => Assert.Equal(GetOrPutOutcome.First, (await TakeLeaseAsync(network.Nodes[0], 1)).Outcome)
        );

    /// <summary>No node responds: the caller fetches, but does not get the lease.</summary>
    [Fact]
    public void Lease_OfANodeThatIsCutOff_IsUndecided() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                network.Network.Partition(place => place == 5 ? 1 : 0);

                Assert.Equal(GetOrPutOutcome.Undecided, (await TakeLeaseAsync(network.Nodes[5], 1)).Outcome);
            }
        );

    [Fact]
    public void Lease_OfTheClosestNodeItself_CountsAtItsOwnStore() =>
        SmallNetwork.Run(
            64,
            async network =>
            {
                var nodes = network.ByDistance(Key);
                var all = await Task.WhenAll(
                    Enumerable.Range(0, 6).Select(i => TakeLeaseAsync(nodes[i], (ulong)i + 1))
                );

                Assert.Single(all, r => r.Outcome == GetOrPutOutcome.First);
            }
        );

    private static Lease LeaseOf(ulong id) => new(id, new byte[34], Short);

    private static Task<GetOrPutResult> TakeLeaseAsync(IndexNode node, ulong lease, NodeId? except = null) =>
        node.Content.GetOrPutAsync(Key, LeaseOf(lease), except is { } e ? [e] : [], LevelRange.All, default).AsTask();

    /// <summary>Leaves a lease in a node's store, as if it had arrived.</summary>
    private static void StoreLease(IndexNode storing, IndexNode owner, ulong lease) =>
        Assert.True(storing.Store.Write(Key, ClusterLevel.Global, owner.Contact, new byte[34], Short, lease));

    private static bool Holds(IndexNode storing, IndexNode owner) =>
        storing.Store.Find(Key, ClusterLevel.Global, owner.Contact.Id) is not null;

    private static void Cut(IndexNetwork network, int one, int other)
    {
        network.Network.Cut(one, other);
        network.Network.Cut(other, one);
    }
}
