using Coral.Caching.Http;
using Coral.Core.Time;

namespace Coral.Proxy.Origin;

/// <summary>Opens connections to origins, and only to where a public proxy may connect.</summary>
/// <remarks>
/// One look at the name, one check of each address (<see cref="OriginEndPoints"/>), and the connection goes to a
/// checked address: there is no second resolution that could give another answer (DNS rebinding). Look, check,
/// connection and handshake share one time limit.
/// </remarks>
public sealed class OriginDialer
{
    private readonly OriginEndPoints _endPoints;
    private readonly OriginTls _tls;
    private readonly AddressRace _race;
    private readonly TimeSpan _timeLimit;
    private readonly TimeProvider _clock;

    /// <summary>Creates a dialer.</summary>
    /// <param name="options">The time limit from the look at the name to the end of the handshake.</param>
    /// <param name="endPoints">The end points that may be connected to.</param>
    /// <param name="connector">The opener of sockets, scripted in tests.</param>
    /// <param name="tls">The client's side of TLS.</param>
    /// <param name="clock">The clock for the time limit, and for the race between addresses.</param>
    public OriginDialer(
        OriginOptions options,
        OriginEndPoints endPoints,
        ISocketConnector connector,
        OriginTls tls,
        TimeProvider clock
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        _endPoints = endPoints;
        _tls = tls;
        _timeLimit = options.ConnectTimeLimit;
        _clock = clock;
        _race = new AddressRace(connector, clock);
    }

    /// <inheritdoc cref="OriginEndPoints.PinsPort" />
    internal bool PinsPort(string host) => _endPoints.PinsPort(host);

    /// <inheritdoc cref="OriginEndPoints.Prepare" />
    internal void PrepareName(string host, int port) => _endPoints.Prepare(host, port);

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
        var (endPoints, failure) = await _endPoints.FindAsync(host, port, cancellationToken);
        if (failure is { } refused)
        {
            return DialResult.Failed(refused);
        }

        var carrier = await _race.ConnectAsync(endPoints, cancellationToken);
        var connection =
            carrier is not null && secure ? await _tls.HandshakeAsync(carrier, host, cancellationToken) : carrier;
        return connection is null ? DialResult.Failed(FetchFailure.ConnectFailed) : DialResult.To(connection, carrier!);
    }
}
