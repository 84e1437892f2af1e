using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests;

/// <summary>The instruments measure what they say.</summary>
public sealed class FixtureTests(NginxOrigin nginx)
{
    [Fact(Timeout = 30_000)]
    public async Task Nginx_AskedDirectly_ServesTheFileAndLogsIt()
    {
        using var client = new HttpClient();
        var url = new Uri($"http://{nginx.EndPoint}{NginxSite.MediumPath}?fixture");

        var body = await client.GetByteArrayAsync(url, TestContext.Current.CancellationToken);

        Assert.Equal(NginxSite.Digest(NginxSite.Medium), NginxSite.Digest(body));
        Assert.Single(await nginx.RequestsAsync($"{NginxSite.MediumPath}?fixture"));
    }

    [Fact(Timeout = 30_000)]
    public async Task GuardedProcess_Disposed_EndsTheProgram()
    {
        var process = await GuardedProcess.StartAsync("TERM", ["/bin/sleep", "1000"]);
        Assert.True(Directory.Exists($"/proc/{process.Id}"));

        await process.DisposeAsync();

        Assert.False(Directory.Exists($"/proc/{process.Id}"));
    }

    [Fact(Timeout = 30_000)]
    public async Task GuardedProcess_EndsByItself_GivesItsExitCodeAndOutput()
    {
        await using var process = await GuardedProcess.StartAsync("TERM", ["/bin/sh", "-c", "echo well; exit 7"]);

        Assert.Equal(7, await process.WaitForExitAsync());

        Assert.Equal("well", process.Output.Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task ProgrammableOrigin_TwoRequestsAtOnce_CountsBoth()
    {
        var arrived = new Countdown(2);
        await using var origin = await ProgrammableOrigin.StartAsync(async _ =>
        {
            arrived.Signal();
            await arrived.Reached;
        });
        using var client = new HttpClient();

        await Task.WhenAll(
            client.GetAsync(new Uri($"http://{origin.EndPoint}/a?x=%2F"), TestContext.Current.CancellationToken),
            client.GetAsync(new Uri($"http://{origin.EndPoint}/b"), TestContext.Current.CancellationToken)
        );

        Assert.Equal(2, origin.Hits);
        Assert.Equal(2, origin.MostRunning);
        Assert.Contains(origin.Requests, request => request.Target == "/a?x=%2F");
    }
}
