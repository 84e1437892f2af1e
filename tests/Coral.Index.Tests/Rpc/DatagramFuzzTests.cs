using System.Globalization;
using Coral.Core.Network;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Rpc;
using Coral.Index.Tests.Fixtures;

namespace Coral.Index.Tests.Rpc;

/// <summary>
/// A whole node under mutated datagrams: no exception, no response to an unsealed datagram, no memory that grows.
/// </summary>
public sealed class DatagramFuzzTests
{
    private const int Seed = 20_040_329;

    /// <summary>A reduced number here; bench/fuzz.sh runs ten million.</summary>
    private static readonly int Datagrams = int.Parse(
        Environment.GetEnvironmentVariable("CORAL_FUZZ_DATAGRAMS") ?? "100000",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task Receive_MutatedDatagrams_AreNeverAnswered()
    {
        await using var lone = new LoneNode([new byte[32]]);
        lone.Introduce();
        var random = new Random(Seed);
        var samples = Samples.All.Values.Select(lone.Sealed).ToArray();
        for (var i = 0; i < Datagrams; i++)
        {
            var datagram = samples[random.Next(samples.Length)].ToArray();
            for (var left = random.Next(1, 4); left > 0; left--)
            {
                datagram[random.Next(datagram.Length)] += (byte)random.Next(1, 256);
            }

            // Two changes may undo each other; then it is a sample again, and rightly answered.
            if (!lone.Seal.TryOpen(datagram, out _))
            {
                lone.Node.Dispatcher.Receive(Source(random), datagram.AsSpan(0, random.Next(datagram.Length + 1)));
            }
        }

        Assert.Equal(0, lone.Sent);
    }

    [Fact]
    public async Task Receive_MutatedMessagesUnderTheRightSeal_LeaveNothingThatGrows()
    {
        await using var lone = new LoneNode([new byte[32]]);
        lone.Introduce();
        var random = new Random(Seed);
        var samples = Samples.All.Values.Select(d => d.ToArray()).ToArray();
        for (var i = 0; i < Datagrams; i++)
        {
            var datagram = samples[random.Next(samples.Length)].ToArray();

            // A new sender each time, and a change somewhere behind.
            random.NextBytes(datagram.AsSpan(17, 20));
            datagram[random.Next(37, datagram.Length - DatagramSeal.TagBytes)] ^= (byte)(1 << random.Next(8));
            lone.Node.Dispatcher.Receive(Source(random), lone.Sealed(datagram));
        }

        Assert.InRange(lone.Node.Peers.Count, 1, PeerTable.MaxPeers + 200);
        Assert.InRange(lone.Node.Store.Keys, 1, LoneNode.MaxKeys);
        Assert.InRange(lone.Node.Pending.Count, 0, PendingCalls.MaxCount);
        Assert.InRange(lone.Sent, 1_000, 2 * Datagrams);
    }

    private static NodeAddress Source(Random random) =>
        NodeAddress.FromIPv4(0x0A000000 + (uint)random.Next(1_000), (ushort)random.Next(1, 65_536));
}
