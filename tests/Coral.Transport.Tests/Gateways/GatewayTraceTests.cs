using System.Net;
using Coral.Testing.Network;
using Coral.Transport.Gateways;
using Coral.Transport.Tests.Fixtures;

namespace Coral.Transport.Tests.Gateways;

/// <summary>Traces through routers of the test's own making.</summary>
public sealed class GatewayTraceTests
{
    private readonly GatewayTrace _trace = new(new PatientClock());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Find_BehindFourRouters_NamesThemNearestFirst()
    {
        using var row = new NetworkNamespaces("198.51.1", "198.51.2", "198.51.3", "198.51.4", "198.51.5");
        var routers = await row.RunInFirstAsync(() => _trace.FindAsync(IPAddress.Parse("198.51.5.2"), Token));

        Assert.Equal(["198.51.1.2", "198.51.2.2", "198.51.3.2", "198.51.4.2"], routers.Select(r => r.ToString()));
    }

    [Fact(Timeout = 60_000)]
    public async Task Find_BehindPrivateRouters_LeavesThemOut()
    {
        using var row = new NetworkNamespaces("192.168.1", "198.51.2", "198.51.3");
        var routers = await row.RunInFirstAsync(() => _trace.FindAsync(IPAddress.Parse("198.51.3.2"), Token));

        Assert.Equal(["198.51.2.2"], routers.Select(r => r.ToString()));
    }

    [Fact(Timeout = 60_000)]
    public async Task Find_OfThisMachineItself_FindsNoRouter()
    {
        Assert.Empty(await _trace.FindAsync(IPAddress.Loopback, Token));
        Assert.Empty(await _trace.FindAsync(IPAddress.IPv6Loopback, Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Find_WithoutARoute_FindsNoRouter()
    {
        using var row = new NetworkNamespaces("198.51.1");

        Assert.Empty(await row.RunInFirstAsync(() => _trace.FindAsync(IPAddress.Parse("203.0.113.1"), Token)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Find_Cancelled_Ends()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        using var row = new NetworkNamespaces("198.51.1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            row.RunInFirstAsync(() => _trace.FindAsync(IPAddress.Parse("198.51.1.9"), cancelled.Token))
        );
    }
}
