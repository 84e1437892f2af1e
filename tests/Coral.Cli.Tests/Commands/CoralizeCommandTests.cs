using Coral.Cli.Tests.Fixtures;

namespace Coral.Cli.Tests.Commands;

public sealed class CoralizeCommandTests
{
    [Theory]
    [InlineData("http://www.x.com/a", "", "http://www.x.com.localhost:8080/a")]
    [InlineData("https://www.x.com/a", "", "http://www.x.com.443.localhost:8080/a")]
    [InlineData("http://www.x.com:8000/a?b=c#d", "", "http://www.x.com.8000.localhost:8080/a?b=c#d")]
    [InlineData("http://www.x.com/a", "--zone cdn.example", "http://www.x.com.cdn.example/a")]
    [InlineData("http://www.x.com/a", "--zone cdn.example:81", "http://www.x.com.cdn.example:81/a")]
    [InlineData("https://www.x.com/a", "--https", "https://www-x-com.localhost/a")]
    [InlineData("http://www.x.com/a", "--zone localhost", "http://www.x.com.localhost/a")]
    [InlineData("https://www.x.com/a", "--zone cdn.example", "http://www.x.com.443.cdn.example/a")]
    [InlineData("https://www.x.com/a", "--zone cdn.example --https", "https://www-x-com.cdn.example/a")]
    [InlineData("https://www.x.com/a", "--zone cdn.example:8443 --https", "https://www-x-com.cdn.example:8443/a")]
    public async Task Run_AUrl_PrintsItsCoralizedForm(string url, string options, string link)
    {
        var run = await CommandRun.RunAsync(["coralize", url, .. Words(options)]);

        Assert.Equal((0, link + "\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("www.x.com")]
    [InlineData("ftp://www.x.com/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://intranet/")]
    [InlineData("http://user:password@www.x.com/")]
    [InlineData("http://www.x.com.localhost/")]
    public async Task Run_WhatCannotBeCoralized_IsRefusedInOneLine(string url)
    {
        var run = await CommandRun.RunAsync("coralize", url);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Matches(@"^coral coralize: [^\n]+\n$", run.Error);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
