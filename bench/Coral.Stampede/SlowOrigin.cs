using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coral.Stampede;

/// <summary>An origin that behaves as the current scenario says, and counts.</summary>
internal sealed class SlowOrigin : IAsyncDisposable
{
    /// <summary>41 KB, the size of the paper's experiments.</summary>
    public const int ObjectBytes = 41 * 1024;

    private const string Tag = "\"one\"";
    private static readonly byte[] Object = new byte[ObjectBytes];
    private readonly WebApplication _server;
    private Scenario _scenario = Scenario.WarmUp;
    private int _hits;
    private int _running;
    private int _mostRunning;

    public SlowOrigin(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _server = builder.Build();
        _server.Run(RespondAsync);
    }

    /// <summary>Requests since the scenario began.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>The most requests under way at one time since the scenario began.</summary>
    public int MostRunning => Volatile.Read(ref _mostRunning);

    public Task StartAsync() => _server.StartAsync();

    /// <summary>Behaves as <paramref name="scenario"/> says from now on. Call when no request is under way.</summary>
    public void Begin(Scenario scenario)
    {
        _scenario = scenario;
        _hits = 0;
        _mostRunning = 0;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task RespondAsync(HttpContext context)
    {
        var scenario = _scenario;
        Interlocked.Increment(ref _hits);
        var running = Interlocked.Increment(ref _running);
        for (var most = MostRunning; running > most; most = MostRunning)
        {
            Interlocked.CompareExchange(ref _mostRunning, running, most);
        }

        try
        {
            await Task.Delay(scenario.Delay, context.RequestAborted);
            await SendAsync(scenario, context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The server under test hung up.
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private static async Task SendAsync(Scenario scenario, HttpContext context)
    {
        context.Response.Headers.CacheControl = scenario.CacheControl;
        if (scenario.HasETag)
        {
            context.Response.Headers.ETag = Tag;
            if (context.Request.Headers.IfNoneMatch == Tag)
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        context.Response.ContentLength = ObjectBytes;
        await context.Response.Body.WriteAsync(Object, context.RequestAborted);
    }
}
