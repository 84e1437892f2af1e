using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests;

/// <summary>One line a request, in a file that the operator names.</summary>
public sealed class AccessLogTests(NginxOrigin nginx)
{
    [Fact(Timeout = 30_000)]
    public async Task AccessLog_AfterSomeRequests_HasALineForEach()
    {
        using var folder = new TemporaryFolder();
        var file = folder["access.log"];
        await using (var node = await NodeUnderTest.StartAsync(nginx.EndPoint, new NodeSetup { AccessLog = file }))
        {
            foreach (
                var target in (string[])[NginxSite.MediumPath + "?log", NginxSite.MediumPath + "?log", "/none\"?x"]
            )
            {
                await RawExchange.SendAsync(
                    node.Http,
                    $"GET {target} HTTP/1.1\r\nHost: site.test.localhost\r\nConnection: close\r\n\r\n"
                );
                await node.StoredAsync(1);
            }
        }

        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(3, lines.Length);
        Assert.Matches(
            @"^\d{4}-\d\d-\d\dT[\d:.]+Z 127\.0\.0\.1 GET ""site\.test\.localhost"" ""/files/medium\.bin\?log"" "
                + @"200 41984 \d+\.\d ""coral; fwd=uri-miss; [^""]*""$",
            lines[0]
        );
        Assert.Matches(@" 200 41984 \d+\.\d ""coral; hit; ttl=\d+; detail=memory""$", lines[1]);
        Assert.Contains(@"""/none\""?x""", lines[2]);
    }
}
