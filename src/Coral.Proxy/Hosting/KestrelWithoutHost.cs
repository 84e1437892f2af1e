using System.Diagnostics;
using System.Net;
using Coral.Core.Time;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy.Hosting;

/// <summary>A Kestrel without a host around it, put together by its own registrations.</summary>
/// <remarks>
/// The constructors of <see cref="KestrelServer"/> and <see cref="SocketTransportFactory"/> would do, but what they
/// make takes its buffers from the shared array pool: Kestrel's own pool of pinned blocks comes by way of its
/// registrations only (.NET 10). Starts once, stops once.
/// </remarks>
public sealed class KestrelWithoutHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IServer _server;
    private readonly List<ListenOptions> _bound = [];
    private readonly ConnectionTable _connections;
    private readonly TimeProvider _clock;
    private SlowReaders? _slowReaders;

    /// <summary>Sets the server up; nothing listens yet.</summary>
    /// <param name="listeners">The addresses to listen on; one at least.</param>
    /// <param name="connections">The table that its connections are admitted to.</param>
    /// <param name="configure">Sets what holds for all of them.</param>
    /// <param name="transport">Sets how sockets are read and written.</param>
    public KestrelWithoutHost(
        IReadOnlyList<KestrelListener> listeners,
        ConnectionTable connections,
        Action<KestrelServerOptions> configure,
        Action<SocketTransportOptions> transport,
        TimeProvider clock,
        ILoggerFactory loggers
    )
    {
        _connections = connections;
        _clock = clock;
        var services = new ServiceCollection();
        services.AddSingleton(loggers);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddOptions();
        services.AddMetrics();

        // Made by the provider, which disposes what it made: a listener is on a list of the process until then.
        services.AddSingleton<DiagnosticSource>(_ => new DiagnosticListener("Coral"));
        new Registrations(services).UseKestrelCore();
        Admit(services, connections);
        services.Configure(configure);
        services.Configure<KestrelServerOptions>(kestrel => Listen(kestrel, listeners));
        services.Configure(transport);
        services.Configure<SocketTransportOptions>(BoundUnsent);
        _services = services.BuildServiceProvider();
        _server = _services.GetRequiredService<IServer>();
    }

    /// <summary>Addresses in the order of the listeners; after the start with the ports that they got.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _bound.Select(listen => listen.IPEndPoint!)];

    /// <summary>Listens, and hands requests to <paramref name="application"/>.</summary>
    /// <exception cref="IOException">An address is in use.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">An address cannot be listened on.</exception>
    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        await _server.StartAsync(application, cancellationToken);
        if (_connections.Bounds.MinBytesPerSecond > 0)
        {
            _slowReaders = new SlowReaders(_connections);
        }
    }

    /// <summary>Takes no new connection, and waits for running responses.</summary>
    /// <param name="cancellationToken">Aborts them at once.</param>
    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    /// <summary>Takes no new connection, and waits for running responses for a limited time.</summary>
    /// <param name="drainTimeout">The time after which they are aborted.</param>
    /// <param name="cancellationToken">Aborts them at once.</param>
    /// <returns><see langword="true"/> when the wait was cut short, so that some may have been aborted.</returns>
    public async Task<bool> StopAsync(TimeSpan drainTimeout, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(drainTimeout, _clock, cancellationToken);
        await _server.StopAsync(limit.Token);
        return limit.IsCancellationRequested;
    }

    /// <summary>Stops at once, when it was not stopped before.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        _slowReaders?.Dispose();
        await _services.DisposeAsync();
    }

    /// <summary>Puts the table's word before the transport that the registrations have chosen.</summary>
    private static void Admit(ServiceCollection services, ConnectionTable connections)
    {
        var registered = services.Last(service => service.ServiceType == typeof(IConnectionListenerFactory));
        services.Remove(registered);
        services.AddSingleton<IConnectionListenerFactory>(provider => new AdmittingTransport(
            (IConnectionListenerFactory)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!),
            connections
        ));
    }

    private static void BoundUnsent(SocketTransportOptions transport)
    {
        var bind = transport.CreateBoundListenSocket;
        transport.CreateBoundListenSocket = endPoint =>
        {
            var socket = bind(endPoint);
            TcpProgress.BoundUnsent(socket);
            return socket;
        };
    }

    private void Listen(KestrelServerOptions kestrel, IReadOnlyList<KestrelListener> listeners)
    {
        foreach (var listener in listeners)
        {
            kestrel.Listen(
                listener.EndPoint,
                listen =>
                {
                    listen.Use(_connections.Around);
                    listener.Configure(listen);
                    _bound.Add(listen);
                }
            );
        }
    }

    /// <summary>The part of a host's builder that Kestrel's registrations call.</summary>
    private sealed class Registrations(IServiceCollection services) : IWebHostBuilder
    {
        public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
        {
            configureServices(services);
            return this;
        }

        public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
        {
            configureServices(new WebHostBuilderContext(), services);
            return this;
        }

#pragma warning disable ASPDEPR008 // The interface has it.
        public IWebHost Build() => throw new NotSupportedException();
#pragma warning restore ASPDEPR008

        public IWebHostBuilder ConfigureAppConfiguration(
            Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate
        ) => this;

        public string? GetSetting(string key) => null;

        public IWebHostBuilder UseSetting(string key, string? value) => this;
    }
}
