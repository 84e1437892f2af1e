using System.Text;
using Coral.Functional.Tests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace Coral.Functional.Tests;

/// <summary>A node that stops finishes what it began.</summary>
public sealed class StopTests
{
    [Fact(Timeout = 30_000)]
    public async Task Stop_WhileAResponseRuns_FinishesItAndTakesNoNewConnection()
    {
        var rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = await ProgrammableOrigin.StartAsync(async context =>
        {
            await context.Response.WriteAsync("begun, ", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await rest.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("and done", context.RequestAborted);
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);
        using var response = await node.GetAsync("/");
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var begun = new byte[7];
        await body.ReadExactlyAsync(begun, TestContext.Current.CancellationToken);

        var stopping = node.StopAsync();
        await node.RefusesConnectionsAsync();
        Assert.False(stopping.IsCompleted);
        rest.SetResult();

        using var reader = new StreamReader(body);
        Assert.Equal("begun, ", Encoding.ASCII.GetString(begun));
        Assert.Equal("and done", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        await stopping;
    }
}
