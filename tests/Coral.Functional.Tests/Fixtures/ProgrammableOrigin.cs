using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>A well-formed origin that answers as the test says and when the test says, and counts.</summary>
internal sealed class ProgrammableOrigin : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<OriginRequest> _requests = new();
    private int _running;
    private int _mostRunning;

    private ProgrammableOrigin(RequestDelegate respond, TimeProvider clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        _server = builder.Build();
        _server.Run(async context =>
        {
            Enter(context);
            context.Response.Headers.Date = clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
            try
            {
                await respond(context);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The node hung up, as some tests want it to.
            }
        });
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Everything asked so far, oldest first.</summary>
    public IReadOnlyList<OriginRequest> Requests => [.. _requests];

    /// <summary>Requests so far.</summary>
    public int Hits => _requests.Count;

    /// <summary>Requests whose answer has not begun.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>The largest value of <see cref="Running"/> ever.</summary>
    public int MostRunning => Volatile.Read(ref _mostRunning);

    /// <summary>Starts one on a port of its own.</summary>
    /// <param name="respond">Answers each request; runs concurrently.</param>
    /// <param name="clock">What it takes the <c>Date</c> from: the node's clock, when the test skips time.</param>
    public static async Task<ProgrammableOrigin> StartAsync(RequestDelegate respond, TimeProvider? clock = null)
    {
        var origin = new ProgrammableOrigin(respond, clock ?? TimeProvider.System);
        await origin._server.StartAsync(TestContext.Current.CancellationToken);
        var addresses = origin._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        origin.EndPoint = new IPEndPoint(IPAddress.Loopback, new Uri(addresses.Addresses.Single()).Port);
        return origin;
    }

    /// <summary>Starts one that answers every request alike, at once.</summary>
    public static Task<ProgrammableOrigin> StartAsync(string body, string? cacheControl = null, int status = 200) =>
        StartAsync(context =>
        {
            context.Response.StatusCode = status;
            if (cacheControl is not null)
            {
                context.Response.Headers.CacheControl = cacheControl;
            }

            return context.Response.WriteAsync(body, context.RequestAborted);
        });

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _server.StopAsync(atOnce.Token);
        await _server.DisposeAsync();
    }

    private void Enter(HttpContext context)
    {
        var request = context.Request;
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        _requests.Enqueue(
            new OriginRequest(request.Method, target, request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase))
        );
        var running = Interlocked.Increment(ref _running);
        InterlockedMax(ref _mostRunning, running);

        // Once each: before the first byte of the answer, so that whoever has the answer is no longer counted.
        var waits = 1;
        context.Response.OnStarting(Leave);
        context.Response.OnCompleted(Leave);

        Task Leave()
        {
            Interlocked.Add(ref _running, -Interlocked.Exchange(ref waits, 0));
            return Task.CompletedTask;
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; )
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
