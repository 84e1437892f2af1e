using Coral.Transport.Dns.Probes;

namespace Coral.Transport.Tests.Dns.Probes;

public sealed class EchoReplyTests
{
    [Theory]
    [InlineData(64, 1)]
    [InlineData(63, 2)]
    [InlineData(65, 64)] // begun with 128
    [InlineData(116, 13)]
    [InlineData(255, 1)]
    [InlineData(241, 15)]
    [InlineData(1, 64)]
    public void Hops_OfAHopLimit_CountFromTheNearestUsualBeginning(int left, int hops) =>
        Assert.Equal(hops, new EchoReply(TimeSpan.Zero, left).Hops);

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(256)]
    [InlineData(-1)]
    public void Hops_OfNoHopLimit_AreUnknown(int? left) => Assert.Null(new EchoReply(TimeSpan.Zero, left).Hops);

    [Fact]
    public void HopLimitIn_AnyBytes_NeverThrows()
    {
        var random = new Random(9);
        for (var i = 0; i < 20_000; i++)
        {
            var control = new byte[random.Next(64)];
            random.NextBytes(control);
            control.AsSpan(0, Math.Min(8, control.Length)).Clear();
            if (control.Length > 0)
            {
                control[0] = (byte)random.Next(48);
            }

            IcmpEcho.HopLimitIn(control);
        }

        byte[] other = [24, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 29, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] hops = [20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 57, 0, 0, 0];
        Assert.Equal(57, IcmpEcho.HopLimitIn([.. other, .. hops]));
        Assert.Null(IcmpEcho.HopLimitIn(other));
    }
}
