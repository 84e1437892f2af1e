using System.Net;
using Coral.Core.Index;
using Coral.Core.Randomness;
using Coral.Core.Time;
using Coral.Index.Routing;

namespace Coral.Index.Hints;

/// <summary>
/// Announces this node's contact under its own network and its first routers, and meets the nodes that did so too.
/// </summary>
/// <remarks>
/// From the first response of another node on, for each hint: (1) read it, at first and then every six hours or so; (2)
/// put our contact for an hour, again before the hour is over. The hints for the networks around the routers are read
/// by name servers that look from the client's side, not here. Owned by the node's loop.
/// </remarks>
internal sealed class HintAnnouncer
{
    /// <summary>
    /// Most routers used, one for each of the first five hops: two hints each, and one hint for our own network.
    /// </summary>
    public const int MaxRouters = 5;

    /// <summary>The time to live of an announced contact.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    /// <summary>Time between two rounds.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ReadPeriod = TimeSpan.FromHours(6);

    /// <summary>The spread of the periods, as a share of each.</summary>
    private const double Spread = 0.125;

    private readonly List<AnnouncedHint> _hints = [];
    private readonly NetworkHint? _network;
    private readonly byte[] _pointer;
    private readonly IContentIndex _index;
    private readonly HintReader _reader;
    private readonly PeerTable _peers;
    private readonly MonotonicClock _clock;
    private readonly Random _random;
    private int _routers;

    public HintAnnouncer(
        NodeContact self,
        IContentIndex index,
        HintReader reader,
        PeerTable peers,
        MonotonicClock clock,
        Random random
    )
    {
        _pointer = new Pointer(self, PointerFlags.None, Digest: default, Length: 0).Encode();
        _index = index;
        _reader = reader;
        _peers = peers;
        _clock = clock;
        _random = random;
        _network = NetworkHint.OfNetwork(self.Address.ToIPAddress());
        Add(_network, isRead: true);
    }

    /// <summary>The hints under which this node is announced, its own network first.</summary>
    public IEnumerable<NetworkHint> Hints => _hints.Select(kept => kept.Hint);

    /// <summary>Adds the routers that this node's traffic passes first; private ones do not count.</summary>
    public void AddGateways(IEnumerable<IPAddress> routers)
    {
        foreach (var router in routers)
        {
            if (_routers < MaxRouters && Add(NetworkHint.OfRouter(router), isRead: true))
            {
                _routers++;
                Add(NetworkHint.OfRouterNetwork(router), isRead: false);
            }
        }
    }

    /// <summary>Reads and puts until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Period, _clock.Provider, cancellationToken);
                if (_peers.All.Any(peer => peer.RoundTrip.HasSample))
                {
                    await RoundAsync(cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops; the hints that it put expire by themselves.
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        // Routers may be added while this waits.
        for (var i = 0; i < _hints.Count; i++)
        {
            var kept = _hints[i];
            if (kept.IsRead && kept.NextRead <= _clock.Now)
            {
                kept.NextRead = _clock.Now + Jitter.Apply(ReadPeriod, Spread, _random);
                await _reader.ReadAsync(kept.Hint, kept.Hint == _network ? _network : null, cancellationToken);
            }

            if (kept.NextPut <= _clock.Now)
            {
                kept.NextPut = _clock.Now + Jitter.Apply(0.8 * TimeToLive, Spread, _random);
                await _index.PutAsync(kept.Hint.Key, _pointer, TimeToLive, HintReader.Levels, cancellationToken);
            }
        }
    }

    private bool Add(NetworkHint? hint, bool isRead)
    {
        if (hint is not { } some || Hints.Contains(some))
        {
            return false;
        }

        _hints.Add(new AnnouncedHint(some, isRead));
        return true;
    }

    /// <summary>A hint, and the times at which it is read and put next; both are due at once at first.</summary>
    private sealed class AnnouncedHint(NetworkHint hint, bool isRead)
    {
        public NetworkHint Hint { get; } = hint;

        public bool IsRead { get; } = isRead;

        public TimeSpan NextRead { get; set; }

        public TimeSpan NextPut { get; set; }
    }
}
