using Coral.Index.Messages;
using Coral.Index.Tests.Fixtures;

namespace Coral.Index.Tests.Rpc;

/// <summary>The cost of a datagram for the node that receives it, and the bounds on its responses.</summary>
public sealed class ReceivePathTests
{
    private const int Rounds = 100;

    public static TheoryData<string> Requests => ["ping", "find"];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Receive_PingOrFindFromAKnownNode_AllocatesNothing(string name)
    {
        await using var lone = new LoneNode([new byte[32]]);
        lone.Introduce();
        var datagram = lone.Sealed(Samples.All[name]);
        Receive(lone, datagram, Rounds);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Receive(lone, datagram, Rounds);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2 * Rounds, lone.Sent);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Receive_InAnOpenNetwork_AnswersAtMostThreeTimesTheRequest(string name)
    {
        await using var lone = new LoneNode([]);
        lone.Introduce();
        var datagram = lone.Sealed(Samples.All[name]);
        Receive(lone, datagram, 1);

        Assert.Equal(1, lone.Sent);
        Assert.InRange(lone.LastLength, 1, 3 * datagram.Length);
    }

    [Fact]
    public async Task Receive_FindInAClosedNetwork_AnswersWithAllEightContacts()
    {
        await using var lone = new LoneNode([new byte[32]]);
        lone.Introduce();
        Receive(lone, lone.Sealed(Samples.Find(FindMode.Nodes)), 1);

        Assert.InRange(lone.LastLength, 8 * 31, 1200);
    }

    [Fact]
    public async Task Receive_TheSameRequestWhileItsCheckRuns_IsDroppedAndAnsweredOnce()
    {
        await using var lone = new LoneNode([new byte[32]]);
        var datagram = FindExceptForAHolder(lone);

        lone.Clock.Run(async () =>
        {
            Receive(lone, datagram, 3);
            Assert.Equal(1, lone.Sent);
            await Task.Delay(TimeSpan.FromSeconds(5), lone.Clock);
        });

        // One check of two tries, one answer.
        Assert.Equal(3, lone.Sent);
    }

    [Fact]
    public async Task Receive_OfARequestThatWaitsForItsCheck_PaysTheRateLimiterOnce()
    {
        await using var lone = new LoneNode([new byte[32]], requestsPerSecond: 1);
        var datagram = FindExceptForAHolder(lone);

        lone.Clock.Run(async () =>
        {
            Receive(lone, datagram, 1);
            while (lone.Sent < 3)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), lone.Clock);
            }

            // The bucket is two requests deep, and has filled up again while the check ran.
            Receive(lone, lone.Sealed(Samples.All["find"]), 2);
        });

        // One check of two tries, and three answers.
        Assert.Equal(5, lone.Sent);
    }

    /// <summary>A request that has to wait until a holder of its key has been checked.</summary>
    private static byte[] FindExceptForAHolder(LoneNode lone)
    {
        lone.Introduce();
        var holder = Points.Node(77);
        lone.Node.Store.Write(
            Samples.Key,
            Coral.Core.Index.ClusterLevel.Regional,
            holder,
            [1],
            TimeSpan.FromMinutes(1),
            9
        );
        var except = new byte[20];
        holder.Id.Point.Write(except);
        return lone.Sealed(Samples.Find(FindMode.Lease, except));
    }

    private static void Receive(LoneNode lone, byte[] datagram, int times)
    {
        for (var i = 0; i < times; i++)
        {
            lone.Node.Dispatcher.Receive(Samples.Contact.Address, datagram);
        }
    }
}
