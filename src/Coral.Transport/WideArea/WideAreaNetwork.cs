using System.Collections.Concurrent;
using System.Net;
using Coral.Core.Network;

namespace Coral.Transport.WideArea;

/// <summary>
/// A wide-area network on one machine: addresses lie in regions, and traffic between them takes the time of its route.
/// </summary>
/// <remarks>
/// All traffic from one region to another shares one <see cref="PacedLink"/> in each direction; a site with its own
/// line uses that instead. Addresses that are not on the map are reached without delay. Safe from any thread.
/// </remarks>
public sealed class WideAreaNetwork
{
    private readonly RegionMap _map;
    private readonly WideAreaOptions _options;
    private readonly TimeProvider _clock;
    private readonly LossModel _lossModel;
    private readonly ConcurrentDictionary<NodeAddress, Site> _sites = new();
    private readonly ConcurrentDictionary<(string From, string To), PacedLink> _links = new();
    private readonly ConcurrentDictionary<PacedStream, (NodeAddress From, NodeAddress To)> _streams = new();

    /// <summary>Creates a network without sites.</summary>
    /// <param name="map">The map of regions and routes.</param>
    /// <param name="options">Loss, jitter and bounds.</param>
    /// <param name="clock">The clock of all delays.</param>
    /// <param name="random">Draws loss and jitter; used by the network alone from now on.</param>
    public WideAreaNetwork(RegionMap map, WideAreaOptions options, TimeProvider clock, Random random)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(options);
        _map = map;
        _options = options;
        _clock = clock;
        _lossModel = new LossModel(options, random);
    }

    /// <summary>Places an address in a region.</summary>
    /// <param name="address">An address, with all of its ports.</param>
    /// <param name="region">The name of a region of the map.</param>
    /// <param name="bitsPerSecond">
    /// The bandwidth of the site's own links; by default it shares those of its region.
    /// </param>
    public void Place(IPAddress address, string region, long? bitsPerSecond = null) =>
        _sites[KeyOf(address)] = new Site(
            region,
            bitsPerSecond is { } bits ? (new PacedLink(bits, _clock), new PacedLink(bits, _clock)) : null
        );

    /// <summary>Sets or ends the failure of an address, whose connections are lost.</summary>
    public void Set(IPAddress address, Outage outage)
    {
        var key = KeyOf(address);
        _sites[key].Outage = outage;
        if (outage == Outage.None)
        {
            return;
        }

        foreach (var (stream, ends) in _streams)
        {
            if (ends.From == key || ends.To == key)
            {
                Lose(stream, outage);
            }
        }
    }

    /// <summary>The number of open connections.</summary>
    public int Connections => _streams.Count;

    /// <summary>A transport that delays datagrams by their routes. The result owns the inner transport.</summary>
    public IDatagramTransport Over(IDatagramTransport inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new WideAreaDatagrams(inner, this, _lossModel, _options.MaxDatagrams, _clock);
    }

    /// <summary>Opens a connection: it takes a round trip, and its bytes are paced and delayed by the route.</summary>
    /// <param name="from">The address that opens the connection.</param>
    /// <param name="to">The address and port to connect to.</param>
    /// <param name="connect">Opens the inner connection; returns <see langword="null"/> where it is refused.</param>
    /// <returns><see langword="null"/> where the connection is refused.</returns>
    public async Task<Stream?> ConnectAsync(
        IPAddress from,
        IPAddress to,
        Func<CancellationToken, Task<Stream?>> connect,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(connect);
        var ends = (From: KeyOf(from), To: KeyOf(to));
        if (Find(ends.From, ends.To) is not { } route)
        {
            return await connect(cancellationToken);
        }

        await Task.Delay(
            route.Outage == Outage.Gone ? Timeout.InfiniteTimeSpan : route.Delay,
            _clock,
            cancellationToken
        );
        var inner = route.Outage == Outage.None ? await connect(cancellationToken) : null;
        try
        {
            await Task.Delay(route.Delay, _clock, cancellationToken);
        }
        catch
        {
            inner?.Dispose();
            throw;
        }

        return inner is null ? null : Track(inner, route, ends);
    }

    /// <summary>The route between two addresses; <see langword="null"/> where one of them is not on the map.</summary>
    internal Route? Find(NodeAddress from, NodeAddress to)
    {
        if (!_sites.TryGetValue(KeyOf(from), out var here) || !_sites.TryGetValue(KeyOf(to), out var there))
        {
            return null;
        }

        var delay = _map.Between(here.Region, there.Region).RoundTrip / 2;
        var outage = here.Outage > there.Outage ? here.Outage : there.Outage;
        return (here.Line ?? there.Line, here.Line is null) switch
        {
            ({ } line, true) => new Route(line.To, line.From, delay, outage),
            ({ } line, false) => new Route(line.From, line.To, delay, outage),
            _ => new Route(LinkOf(here.Region, there.Region), LinkOf(there.Region, here.Region), delay, outage),
        };
    }

    private PacedStream Track(Stream inner, Route route, (NodeAddress From, NodeAddress To) ends)
    {
        var stream = new PacedStream(
            inner,
            new PacedPipe(route.There, route.Delay, _options.WindowBytes, _clock),
            new PacedPipe(route.Back, route.Delay, _options.WindowBytes, _clock),
            closed => _streams.TryRemove(closed, out _)
        );
        _streams[stream] = ends;
        stream.Start();

        // A failure that was set between the connection and now did not find the stream in the list.
        if (Find(ends.From, ends.To) is { Outage: not Outage.None and var outage })
        {
            Lose(stream, outage);
        }

        return stream;
    }

    private static void Lose(PacedStream stream, Outage outage)
    {
        if (outage == Outage.Gone)
        {
            stream.FallSilent();
        }
        else
        {
            stream.Reset();
        }
    }

    private PacedLink LinkOf(string from, string to) =>
        _links.GetOrAdd((from, to), pair => new PacedLink(_map.Between(pair.From, pair.To).BitsPerSecond, _clock));

    private static NodeAddress KeyOf(IPAddress address) => NodeAddress.From(address, 0);

    private static NodeAddress KeyOf(NodeAddress address) => address.WithPort(0);
}
