using Coral.Transport.Dns.Tcp;

namespace Coral.Transport.Tests.Dns.Tcp;

public sealed class TcpRoundTripTests
{
    [Theory]
    [InlineData(25_000u, 20_000u, 20_000)] // the least counts
    [InlineData(25_000u, 0u, 25_000)]
    [InlineData(25_000u, uint.MaxValue, 25_000)] // Linux for "unknown"
    public void From_WhatTheSystemTells_TakesTheLeastKnown(uint smoothed, uint least, int expected)
    {
        var info = new byte[232];
        BitConverter.TryWriteBytes(info.AsSpan(68), smoothed);
        BitConverter.TryWriteBytes(info.AsSpan(148), least);

        Assert.Equal(TimeSpan.FromMicroseconds(expected), TcpRoundTrip.From(info));
    }

    [Theory]
    [InlineData(104, 25_000)]
    [InlineData(72, 25_000)]
    [InlineData(71, null)]
    [InlineData(0, null)]
    public void From_AnOlderSystemsStructure_TakesWhatIsThere(int length, int? expected)
    {
        var info = new byte[232];
        BitConverter.TryWriteBytes(info.AsSpan(68), 25_000u);
        BitConverter.TryWriteBytes(info.AsSpan(148), 1u);

        Assert.Equal(
            expected is { } microseconds ? TimeSpan.FromMicroseconds(microseconds) : null,
            TcpRoundTrip.From(info.AsSpan(0, length))
        );
    }

    [Fact]
    public void From_AllZero_KnowsNothing() => Assert.Null(TcpRoundTrip.From(new byte[232]));
}
