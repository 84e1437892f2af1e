using System.Collections.Concurrent;
using System.Net;
using Coral.Caching.Integrity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Coral.Lab.Origin;

/// <summary>A small web server that counts what reaches it.</summary>
/// <remarks>
/// Knows validators and ranges; how slow it is decides the wide area in front of it, and
/// <see cref="FirstByteDelay"/>. Any thread.
/// </remarks>
public sealed class LabOrigin : IAsyncDisposable
{
    /// <summary>The host name that the lab's nodes know it by.</summary>
    public const string Host = "lab.example";

    private const int MaxRemembered = 100_000;
    private static readonly DateTimeOffset Modified = new(2004, 3, 29, 0, 0, 0, TimeSpan.Zero);

    private readonly TimeProvider _clock;
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<LabOriginRequest> _requests = new();
    private long _firstByteDelayTicks;
    private int _count;

    private LabOrigin(IPEndPoint endPoint, TimeProvider clock)
    {
        EndPoint = endPoint;
        _clock = clock;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(endPoint, listen => listen.Protocols = HttpProtocols.Http1)
        );
        _server = builder.Build();
        _server.Run(RespondAsync);
    }

    /// <summary>The end point it listens on.</summary>
    public IPEndPoint EndPoint { get; private set; }

    /// <summary>The lifetime of its files in <c>Cache-Control</c>.</summary>
    public string CacheControl { get; set; } = "max-age=43200";

    /// <summary>True if the origin states the SHA-256 of each file, as <c>Repr-Digest</c> (RFC 9530).</summary>
    public bool SaysDigests { get; set; }

    /// <summary>The delay before each response.</summary>
    public TimeSpan FirstByteDelay
    {
        get => new(Interlocked.Read(ref _firstByteDelayTicks));
        set => Interlocked.Exchange(ref _firstByteDelayTicks, value.Ticks);
    }

    /// <summary>All requests that the origin has got so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The latest requests, oldest first: at most 100,000.</summary>
    public IReadOnlyList<LabOriginRequest> Requests => [.. _requests];

    /// <summary>Raised for every request as it comes, before the answer. Any thread.</summary>
    public event Action<LabOriginRequest>? Requested;

    /// <summary>The URL of a file at the origin itself.</summary>
    public static Uri UrlOf(string path) => new($"http://{Host}{path}");

    /// <summary>Starts one.</summary>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<LabOrigin> StartAsync(
        IPEndPoint endPoint,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var origin = new LabOrigin(endPoint, clock);
        try
        {
            await origin._server.StartAsync(cancellationToken);
            origin.EndPoint = new IPEndPoint(endPoint.Address, origin.BoundPort());
            return origin;
        }
        catch
        {
            await origin.DisposeAsync();
            throw;
        }
    }

    /// <summary>Requests for one path so far.</summary>
    public int CountOf(string path) => _requests.Count(request => request.Path == path);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _server.DisposeAsync();
    }

    private int BoundPort() =>
        new Uri(
            _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()
        ).Port;

    private async Task RespondAsync(HttpContext context)
    {
        Remember(context);
        try
        {
            await Task.Delay(FirstByteDelay, _clock, context.RequestAborted);
            await ResultOf(context).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The node hung up.
        }
    }

    private IResult ResultOf(HttpContext context)
    {
        if (LabFile.Find(context.Request.Path) is not { } file)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = CacheControl;
        if (SaysDigests)
        {
            context.Response.Headers["Repr-Digest"] = DigestField.Format(file.Digest());
        }

        return TypedResults.Bytes(
            file.Bytes(),
            "application/octet-stream",
            enableRangeProcessing: true,
            lastModified: Modified,
            entityTag: new EntityTagHeaderValue($"\"{file.Tag}\"")
        );
    }

    private void Remember(HttpContext context)
    {
        var request = new LabOriginRequest(
            context.Connection.RemoteIpAddress!,
            context.Request.Path,
            context.Request.Headers.Range.ToString(),
            context.Request.Headers.IfNoneMatch.Count + context.Request.Headers.IfModifiedSince.Count > 0
        );
        Interlocked.Increment(ref _count);
        _requests.Enqueue(request);
        while (_requests.Count > MaxRemembered)
        {
            _requests.TryDequeue(out _);
        }

        Requested?.Invoke(request);
    }
}
