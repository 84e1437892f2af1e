using Coral.Simulation.Maps;
using Coral.Simulation.Time;

namespace Coral.Simulation.Web;

/// <summary>A model of HTTP between hosts, over connections, in virtual time.</summary>
/// <remarks>
/// Modelled: a round trip for a connection unless one is open; half of one each way for request and response; access
/// lines that transfers share evenly; TCP's slow start and the delay of a lost segment; hosts that crash without
/// notice. Not modelled: name resolution, TLS, processing time, and the cost of a node's own clients. The last place of
/// the map is the origin's. Single-threaded, like its clock.
/// </remarks>
public sealed class SimulatedWeb
{
    private readonly WebHost[] _hosts;
    private readonly ILatencyMap _map;
    private readonly Random _random;

    /// <summary>Creates a web over <paramref name="map"/>, all hosts alive.</summary>
    public SimulatedWeb(VirtualClock clock, ILatencyMap map, WebConditions conditions, Random random)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(conditions);
        (Clock, Conditions, _map, _random) = (clock, conditions, map, random);
        _hosts = [.. Enumerable.Range(0, map.Count).Select(place => NewHost(place))];
        Connections = new Connections(this);
    }

    /// <summary>The bandwidths, delays and loss of the web.</summary>
    public WebConditions Conditions { get; }

    /// <summary>The place of the origin.</summary>
    public int Origin => _hosts.Length - 1;

    /// <summary>The exception that ended a server, if one did.</summary>
    public Exception? Fault { get; internal set; }

    internal VirtualClock Clock { get; }

    internal Connections Connections { get; }

    internal WebHost this[int place] => _hosts[place];

    /// <summary>The bytes that the host at a place has sent.</summary>
    public long BytesSent(int place) => _hosts[place].Up.Bytes;

    /// <summary>True if the host at a place has not crashed.</summary>
    public bool IsAlive(int place) => _hosts[place].IsAlive;

    /// <summary>
    /// Ends a host without notice; hosts connected to it notice after <see cref="WebConditions.LongestSilence"/>.
    /// </summary>
    public void Crash(int place)
    {
        _hosts[place].Die();
        Clock.Schedule(WebConditions.LongestSilence, _ => _hosts[place].Lose(), null);
    }

    /// <summary>Sends a request over an open connection and waits for the header of the response.</summary>
    /// <param name="from">The place of the requesting host.</param>
    /// <param name="to">The place of the serving host.</param>
    /// <param name="serve">The server's handler; cancelled when the requester has left or crashed.</param>
    /// <param name="cancellationToken">Ends the exchange for the requester.</param>
    /// <returns><see langword="null"/> when the connection was lost before the header.</returns>
    internal async Task<IncomingResponse?> RequestAsync(
        int from,
        int to,
        Func<CancellationToken, Task<OutgoingResponse>> serve,
        CancellationToken cancellationToken
    )
    {
        var exchange = new Exchange(this, _hosts[from], _hosts[to], serve);
        _ = exchange.RunAsync();
        try
        {
            var hasHeader = await exchange.Incoming.HasHeaderAsync(cancellationToken);
            Connections.Refresh(from, to);
            return hasHeader ? exchange.Incoming : null;
        }
        catch (OperationCanceledException)
        {
            exchange.Leave();
            throw;
        }
    }

    internal TimeSpan RoundTrip(int from, int to) => _map.RoundTrip(from, to);

    internal TimeSpan RoundTrip(WebHost a, WebHost b) => _map.RoundTrip(a.Place, b.Place);

    /// <summary>Draws the number of losses among the segments of so many bytes; each is retransmitted.</summary>
    internal int DrawLosses(int bytes)
    {
        var losses = 0;
        for (var segment = 0; Conditions.Loss > 0 && segment < bytes; segment += WebConditions.SegmentBytes)
        {
            while (_random.NextDouble() < Conditions.Loss)
            {
                losses++;
            }
        }

        return losses;
    }

    private WebHost NewHost(int place)
    {
        var up = place == _map.Count - 1 ? Conditions.OriginBitsPerSecond : Conditions.NodeBitsPerSecond;
        return new WebHost(place, new AccessLine(Clock, up), new AccessLine(Clock, Conditions.NodeBitsPerSecond));
    }
}
