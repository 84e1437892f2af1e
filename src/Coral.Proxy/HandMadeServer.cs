using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy;

/// <summary>A Kestrel without a host around it, put together by its own registrations.</summary>
/// <remarks>
/// The constructors of <see cref="KestrelServer"/> and <see cref="SocketTransportFactory"/> would do, but what they
/// make takes its buffers from the shared array pool: Kestrel's own pool of pinned blocks comes by way of its
/// registrations only (.NET 10).
/// </remarks>
internal sealed class HandMadeServer : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <summary>Sets the server up; nothing listens yet.</summary>
    public HandMadeServer(Action<KestrelServerOptions> configure, ILoggerFactory loggers)
    {
        var services = new ServiceCollection();
        services.AddSingleton(loggers);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddOptions();
        services.AddMetrics();
        services.AddSingleton<DiagnosticSource>(new DiagnosticListener("Coral"));
        new Registrations(services).UseKestrelCore();
        services.Configure(configure);
        services.Configure<SocketTransportOptions>(transport => transport.UnsafePreferInlineScheduling = true);
        _services = services.BuildServiceProvider();
        Server = _services.GetRequiredService<IServer>();
    }

    /// <summary>The server.</summary>
    public IServer Server { get; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>As much of a host as registering takes.</summary>
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
