using Coral.Functional.Tests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace Coral.Functional.Tests;

/// <summary>Every response says how it came about (RFC 9211).</summary>
public sealed class CacheStatusTests(NginxOrigin nginx)
{
    [Fact(Timeout = 30_000)]
    public async Task CacheStatus_MissThenHit_SaysSo()
    {
        const string Target = NginxSite.MediumPath + "?status";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var miss = await node.StoreAsync(Target);
        using var hit = await node.GetAsync(Target);

        Assert.Equal("coral; fwd=uri-miss; fwd-status=200; stored; detail=origin", WithoutTtl(miss.CacheStatus));
        Assert.Matches(@"^coral; hit; ttl=3[0-9]{3}; detail=memory$", hit.CacheStatus);
    }

    [Fact(Timeout = 30_000)]
    public async Task CacheStatus_OfWhatIsNotStored_DoesNotClaimIt()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        using var response = await node.GetAsync("/no-store?status");

        Assert.Equal("coral; fwd=uri-miss; fwd-status=200; detail=origin", WithoutTtl(response.CacheStatus));
    }

    [Fact(Timeout = 30_000)]
    public async Task CacheStatus_OfAnotherVariant_IsAVaryMiss()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);
        using var first = await node.StoreAsync(
            "/language?status",
            request => request.Headers.AcceptLanguage.ParseAdd("en")
        );

        using var second = await node.GetAsync(
            "/language?status",
            request => request.Headers.AcceptLanguage.ParseAdd("de")
        );

        Assert.Contains("fwd=vary-miss", second.CacheStatus);
    }

    [Fact(Timeout = 30_000)]
    public async Task CacheStatus_OfWhoJoinedAFetch_IsCollapsed()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = await ProgrammableOrigin.StartAsync(async context =>
        {
            await release.Task.WaitAsync(context.RequestAborted);
            context.Response.Headers.CacheControl = "max-age=60";
            await context.Response.WriteAsync("text", context.RequestAborted);
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        var both = new[] { node.GetAsync("/"), node.GetAsync("/") };
        await node.WaitingAsync(2);
        release.SetResult();

        using var one = await both[0];
        using var other = await both[1];
        Assert.Single((string[])[one.CacheStatus, other.CacheStatus], status => status.Contains("; collapsed"));
        Assert.All(
            (string[])[one.CacheStatus, other.CacheStatus],
            status => Assert.StartsWith("coral; fwd=uri-miss", status)
        );
    }

    /// <summary>The field may tell the response's freshness beside what the contract's examples show.</summary>
    private static string WithoutTtl(string status) =>
        string.Join("; ", status.Split("; ").Where(part => !part.StartsWith("ttl=", StringComparison.Ordinal)));
}
