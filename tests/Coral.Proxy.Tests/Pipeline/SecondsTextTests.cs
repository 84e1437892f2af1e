using Coral.Proxy.Pipeline;

namespace Coral.Proxy.Tests.Pipeline;

public sealed class SecondsTextTests
{
    [Fact]
    public void Get_ValuesThatShareASlot_AreDistinguished()
    {
        var made = 0;
        var texts = new SecondsText(seconds =>
        {
            made++;
            return $"{seconds} s";
        });

        Assert.Equal(
            ["5 s", "5 s", "4101 s", "5 s", "-1 s"],
            new[] { 5, 5, 5 + 4096, 5, -1 }.Select(s => texts.Get(s))
        );
        Assert.Equal(4, made);
    }
}
