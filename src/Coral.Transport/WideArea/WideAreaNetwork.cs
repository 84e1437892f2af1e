using System.Collections.Concurrent;
using System.Net;
using Coral.Core.Network;

namespace Coral.Transport.WideArea;

/// <summary>
/// A wide area on one machine: addresses stand in regions, and what goes between them takes the time of the way.
/// </summary>
/// <remarks>
/// All that goes from one region to another shares one <see cref="PacedLink"/> in each direction; a place with a line
/// of its own has that instead. Who is on no place of the map is reached at once. Any thread.
/// </remarks>
public sealed class WideAreaNetwork
{
    private readonly RegionMap _map;
    private readonly WideAreaOptions _options;
    private readonly TimeProvider _clock;
    private readonly LossModel _chance;
    private readonly ConcurrentDictionary<NodeAddress, Site> _places = new();
    private readonly ConcurrentDictionary<(string From, string To), PacedLink> _links = new();
    private readonly ConcurrentDictionary<PacedStream, (NodeAddress From, NodeAddress To)> _streams = new();

    /// <summary>Creates an area in which nobody stands yet.</summary>
    /// <param name="map">The regions.</param>
    /// <param name="options">Loss, jitter, bounds.</param>
    /// <param name="clock">Time.</param>
    /// <param name="random">Draws loss and jitter; the area's own from now on.</param>
    public WideAreaNetwork(RegionMap map, WideAreaOptions options, TimeProvider clock, Random random)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(options);
        _map = map;
        _options = options;
        _clock = clock;
        _chance = new LossModel(options, random);
    }

    /// <summary>Puts an address into a region.</summary>
    /// <param name="address">All of its ports.</param>
    /// <param name="region">One of the map's.</param>
    /// <param name="bitsPerSecond">What its own line carries; by default it shares those of its region.</param>
    public void Place(IPAddress address, string region, long? bitsPerSecond = null) =>
        _places[KeyOf(address)] = new Site(
            region,
            bitsPerSecond is { } bits ? (new PacedLink(bits, _clock), new PacedLink(bits, _clock)) : null
        );

    /// <summary>Stops an address, or lets it go on. Connections that it has are lost.</summary>
    public void Set(IPAddress address, Outage outage)
    {
        var key = KeyOf(address);
        _places[key].Outage = outage;
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

    /// <summary>The connections open now, over all places.</summary>
    public int Connections => _streams.Count;

    /// <summary>A transport whose datagrams take the way to where they go. Owns the one within.</summary>
    public IDatagramTransport Over(IDatagramTransport inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new WideAreaDatagrams(inner, this, _chance, _options.MaxDatagrams, _clock);
    }

    /// <summary>Opens a connection: a round trip, and then all that goes over it takes the way.</summary>
    /// <param name="from">Who connects.</param>
    /// <param name="to">To where.</param>
    /// <param name="connect">Opens it without the way; <see langword="null"/> where it is refused.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
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
        if (Find(ends.From, ends.To) is not { } way)
        {
            return await connect(cancellationToken);
        }

        await Task.Delay(way.Outage == Outage.Gone ? Timeout.InfiniteTimeSpan : way.Delay, _clock, cancellationToken);
        var inner = way.Outage == Outage.None ? await connect(cancellationToken) : null;
        try
        {
            await Task.Delay(way.Delay, _clock, cancellationToken);
        }
        catch
        {
            inner?.Dispose();
            throw;
        }

        return inner is null ? null : Track(inner, way, ends);
    }

    /// <summary>The way from one address to another; none where one of them is on no place.</summary>
    internal Route? Find(NodeAddress from, NodeAddress to)
    {
        if (!_places.TryGetValue(KeyOf(from), out var here) || !_places.TryGetValue(KeyOf(to), out var there))
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

    private PacedStream Track(Stream inner, Route way, (NodeAddress From, NodeAddress To) ends)
    {
        var stream = new PacedStream(
            inner,
            new PacedPipe(way.There, way.Delay, _options.WindowBytes, _clock),
            new PacedPipe(way.Back, way.Delay, _options.WindowBytes, _clock),
            closed => _streams.TryRemove(closed, out _)
        );
        _streams[stream] = ends;

        // Who stopped between the connection and now did not see it in the list.
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
