using System.Diagnostics.Metrics;
using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Dns;
using Coral.Dns.Answering;
using Coral.Dns.Configuration;
using Coral.Dns.Events;
using Coral.Dns.Resolvers;
using Coral.Transport.Dns;
using Coral.Transport.Dns.Probes;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Dns;

/// <summary>The node's DNS server: what it answers, and where it listens.</summary>
/// <remarks>Starts once, stops once.</remarks>
internal sealed partial class DnsHost : IAsyncDisposable
{
    private readonly DnsSettings _settings;
    private readonly IReadOnlyList<string> _zones;
    private readonly IReadOnlyList<string> _declaredHosts;
    private readonly DnsNetwork _network;
    private readonly ITokenSource _tokens;
    private readonly Random _random;
    private readonly TimeProvider _clock;
    private readonly IDnsEvents _events;
    private readonly DnsListenerMetrics _metrics;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<DnsListeners> _listeners = [];
    private Task _running = Task.CompletedTask;

    /// <summary>Creates a server that does not listen yet.</summary>
    /// <param name="settings">Checked options.</param>
    /// <param name="zones">The zones that clients use.</param>
    /// <param name="declaredHosts">Hosts that the operator declares or pins.</param>
    /// <param name="index">Who is near whom, where hints lie, and who lives.</param>
    /// <param name="tools">What it is made with.</param>
    public DnsHost(
        DnsSettings settings,
        IReadOnlyList<string> zones,
        IReadOnlyList<string> declaredHosts,
        (INodeDirectory Directory, IContentIndex Content, INodeCheck Check) index,
        NodeTools tools
    )
    {
        _settings = settings;
        _zones = zones;
        _declaredHosts = declaredHosts;
        _logger = tools.Loggers.CreateLogger<DnsHost>();
        _metrics = new DnsListenerMetrics(tools.Meters);
        _network = new DnsNetwork(
            index.Directory,
            index.Content,
            index.Check,
            settings.Dns.Probe ? new ResolverProbe(tools.Clock, tools.Tokens) : new NoProbe(),
            new NoCertificates()
        );
        _tokens = tools.Tokens;
        _random = tools.DrawRandom();
        _clock = tools.Clock;
        _events = new DnsMetrics(tools.Meters.Create(new MeterOptions(DnsMetrics.MeterName)));
    }

    /// <summary>Where it listens, with the ports that it got. After the start.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _listeners.Select(listener => listener.EndPoint)];

    /// <summary>The server. After the start.</summary>
    public DnsServer? Server { get; private set; }

    /// <summary>Listens, and answers.</summary>
    /// <param name="told">The address that others are told the node is at.</param>
    /// <param name="isNamed">Whether the operator names it.</param>
    /// <exception cref="ListenException">An address cannot be listened on.</exception>
    /// <exception cref="NodeStartException">The zones cannot be made of what the options say.</exception>
    public async Task StartAsync(IPAddress told, bool isNamed)
    {
        var addresses = NameServerAddresses.Of(_settings.Node.Listen, told, isNamed);
        try
        {
            var config = new DnsConfig(_zones, _declaredHosts, addresses, _settings.Dns);
            Server = new DnsServer(config, _network, _tokens, _random, _clock, _events);
        }
        catch (FormatException ex)
        {
            throw new NodeStartException($"{DnsOptions.SectionName}: {ex.Message}", ex);
        }

        foreach (var endPoint in _settings.Node.Listen)
        {
            var listener = await DnsListeners.OpenAsync(
                endPoint,
                Server.Responder,
                _settings,
                _metrics,
                _clock,
                fault => Log.DnsFault(_logger, fault)
            );
            _listeners.Add(listener);
            Log.DnsListening(_logger, listener.EndPoint);
        }

        _running = Server.RunAsync(_stop.Token);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }

        await _running;
        Server?.Dispose();
        _stop.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1740, LogLevel.Information, "Answering DNS on {EndPoint}.", EventName = nameof(DnsListening))]
        public static partial void DnsListening(ILogger logger, IPEndPoint endPoint);

        [LoggerMessage(1741, LogLevel.Error, "Answering a DNS query failed.", EventName = nameof(DnsFault))]
        public static partial void DnsFault(ILogger logger, Exception fault);
    }
}
