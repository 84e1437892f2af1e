using System.Net;
using Coral.Caching.Http;
using Coral.Core.Time;
using Coral.Proxy.Origin.Addresses;

namespace Coral.Proxy.Origin;

/// <summary>Opens connections to origins, and only to where a public proxy may connect.</summary>
/// <remarks>
/// One look at the name, one check of each address, and the connection goes to a checked address: there is no second
/// resolution that could give another answer (DNS rebinding). The order:
/// 1. pinned? then the operator's address, and his port when he named one;
/// 2. ports that no web client connects to are refused;
/// 3. hosts that are addresses are refused;
/// 4. the name is resolved;
/// 5. any of our own listeners among the addresses, pinned or not, is a loop;
/// 6. private and special addresses are refused, unless pinned;
/// 7. connect, and shake hands, all within one time limit.
/// </remarks>
public sealed class OriginDialer
{
    private readonly OriginPins _pins;
    private readonly IOwnListeners _own;
    private readonly PreparedNames _names;
    private readonly OriginTls _tls;
    private readonly AddressRace _race;
    private readonly TimeSpan _timeLimit;
    private readonly TimeProvider _clock;

    /// <summary>Creates a dialer.</summary>
    public OriginDialer(
        OriginOptions options,
        OriginPins pins,
        IOwnListeners own,
        IHostResolver resolver,
        ISocketConnector connector,
        OriginTls tls,
        TimeProvider clock
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        _timeLimit = options.ConnectTimeLimit;
        _pins = pins;
        _own = own;
        _names = new PreparedNames(resolver, options.ConnectTimeLimit, clock);
        _tls = tls;
        _clock = clock;
        _race = new AddressRace(connector, clock);
    }

    /// <summary>
    /// True if the port that a URL of this host names is replaced: then that of the other scheme is
    /// too.
    /// </summary>
    internal bool PinsPort(string host) => _pins.TryFind(host, out var pin) && pin.Port is not null;

    /// <summary>Begins to resolve a name that a connection may follow to, where it will be needed.</summary>
    internal void PrepareName(string host, int port)
    {
        if (!_pins.TryFind(host, out _) && !BadPorts.Contains(port) && !IPAddress.TryParse(host, out _))
        {
            _names.Prepare(host);
        }
    }

    /// <summary>Connects to an origin.</summary>
    /// <param name="host">The host name of the origin.</param>
    /// <param name="port">The port its URL names.</param>
    /// <param name="secure"><see langword="true"/> to connect with TLS.</param>
    /// <param name="cancellationToken">Ends the attempt, which then, and only then, throws.</param>
    internal async Task<DialResult> DialAsync(string host, int port, bool secure, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(_timeLimit, _clock, cancellationToken);
        try
        {
            return await DialWithinAsync(host, port, secure, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DialResult.Failed(FetchFailure.ConnectTimedOut);
        }
    }

    private async Task<DialResult> DialWithinAsync(
        string host,
        int port,
        bool secure,
        CancellationToken cancellationToken
    )
    {
        var (endPoints, failure) = await FindAsync(host, port, cancellationToken);
        if (failure is { } refused)
        {
            return DialResult.Failed(refused);
        }

        var carrier = await _race.ConnectAsync(endPoints, cancellationToken);
        var connection =
            carrier is not null && secure ? await _tls.HandshakeAsync(carrier, host, cancellationToken) : carrier;
        return connection is null ? DialResult.Failed(FetchFailure.ConnectFailed) : DialResult.To(connection, carrier!);
    }

    /// <summary>The end points that may be connected to, in order; or why there is none.</summary>
    private async ValueTask<(IReadOnlyList<IPEndPoint> EndPoints, FetchFailure? Failure)> FindAsync(
        string host,
        int port,
        CancellationToken cancellationToken
    )
    {
        var pinned = _pins.TryFind(host, out var pin);
        if (pin?.Port is null && BadPorts.Contains(port))
        {
            return ([], FetchFailure.PortRefused);
        }

        if (pinned)
        {
            var endPoint = new IPEndPoint(pin!.Address, pin.Port ?? port);
            return _own.Contains(endPoint) ? ([], FetchFailure.Loop) : ([endPoint], null);
        }

        if (IPAddress.TryParse(host, out _))
        {
            return ([], FetchFailure.AddressRefused);
        }

        var addresses = await _names.ResolveAsync(host, cancellationToken);
        return Check([.. addresses.Select(address => new IPEndPoint(address, port))]);
    }

    private (IReadOnlyList<IPEndPoint> EndPoints, FetchFailure? Failure) Check(IPEndPoint[] endPoints)
    {
        if (endPoints.Length == 0)
        {
            return ([], FetchFailure.NameNotResolved);
        }

        if (Array.Exists(endPoints, _own.Contains))
        {
            return ([], FetchFailure.Loop);
        }

        var allowed = Array.FindAll(endPoints, endPoint => AddressPolicy.Classify(endPoint.Address).IsAllowed);
        return allowed.Length == 0 ? ([], FetchFailure.AddressRefused) : (allowed, null);
    }
}
