using System.Net;
using Coral.Core.Network;
using Coral.Dns.Queries;

namespace Coral.Dns.Resolvers;

/// <summary>
/// The state of one network that resolvers query from. Safe from any thread: a lost race loses one sample.
/// </summary>
/// <param name="network">The network of the resolvers, a /24 or /48.</param>
internal sealed class ResolverEntry(NetworkPrefix network)
{
    /// <summary>The number of gaps after which the least of them is trusted.</summary>
    public const int EnoughGaps = 2;

    private readonly MinRoundTrip _roundTrip = new();
    private readonly MinRoundTrip _validatedRoundTrip = new();
    private int _source;
    private int _gaps;
    private HintedNodes? _nearby;
    private IReadOnlyList<IPAddress> _routers = [];
    private int _isBusy;
    private long _probedAt = long.MinValue;
    private long _hintedAt = long.MinValue;
    private int _wasTruncated;

    public NetworkPrefix Network { get; } = network;

    /// <summary>True for a public network; a private one is a different network elsewhere.</summary>
    public bool IsPublic { get; } = PublicAddress.Is(network.Address.ToIPAddress());

    /// <summary>The estimator of round trips from gaps between queries.</summary>
    public QueryGapEstimator QueryGaps { get; } = new();

    /// <summary>The least round-trip time of the last hour.</summary>
    public TimeSpan? RoundTrip => _roundTrip.Value;

    public RoundTripSource Source => (RoundTripSource)Volatile.Read(ref _source);

    /// <summary>
    /// True if the minimum may be much too long, as a gap is in which another server got a query, or one between two
    /// lookups. Of two or more gaps, at least one is likely neither.
    /// </summary>
    public bool IsUncertain => Source == RoundTripSource.Gap && Volatile.Read(ref _gaps) < EnoughGaps;

    /// <summary>The least round trip of the last hour that was measured with a validated address.</summary>
    public TimeSpan? ValidatedRoundTrip => _validatedRoundTrip.Value;

    /// <summary>The nodes near this network by hints; <see langword="null"/> before a lookup.</summary>
    public HintedNodes? HintedNodes
    {
        get => Volatile.Read(ref _nearby);
        set => Volatile.Write(ref _nearby, value);
    }

    /// <summary>Routers on the last hops towards this network, the nearest to it last; none before a probe.</summary>
    public IReadOnlyList<IPAddress> Routers
    {
        get => Volatile.Read(ref _routers);
        set => Volatile.Write(ref _routers, value);
    }

    /// <summary>Adds a sample.</summary>
    /// <returns>True when the minimum has changed.</returns>
    public bool AddSample(TimeSpan roundTrip, RoundTripSource source, bool isAddressValidated, TimeSpan now)
    {
        var isLeast = _roundTrip.Add(roundTrip, now);
        if (isLeast)
        {
            Volatile.Write(ref _source, (int)source);
        }

        if (source == RoundTripSource.Gap && Volatile.Read(ref _gaps) is < EnoughGaps and var gaps)
        {
            Volatile.Write(ref _gaps, gaps + 1);
        }

        if (isAddressValidated)
        {
            _validatedRoundTrip.Add(roundTrip, now);
        }

        return isLeast;
    }

    /// <summary>Claims the one lookup that may run for this network, until <see cref="Release"/>.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _isBusy, 1) == 0;

    public void Release() => Volatile.Write(ref _isBusy, 0);

    /// <summary>True if the one probe of a period may still be claimed.</summary>
    public bool IsProbeDue(TimeSpan now, TimeSpan period) => IsDue(Volatile.Read(ref _probedAt), now, period);

    /// <summary>Claims the one probe of a period.</summary>
    public bool TryClaimProbe(TimeSpan now, TimeSpan period) => TryClaim(ref _probedAt, now, period);

    /// <summary>True if the one hint of a period may still be claimed.</summary>
    public bool IsHintDue(TimeSpan now, TimeSpan period) => IsDue(Volatile.Read(ref _hintedAt), now, period);

    /// <summary>Claims the one hint of a period that this node leaves for others.</summary>
    public bool TryClaimHint(TimeSpan now, TimeSpan period) => TryClaim(ref _hintedAt, now, period);

    /// <summary>Claims the one truncated answer that asks for TCP.</summary>
    public bool TryClaimTruncation() => Interlocked.Exchange(ref _wasTruncated, 1) == 0;

    private static bool TryClaim(ref long at, TimeSpan now, TimeSpan period)
    {
        var last = Volatile.Read(ref at);
        return IsDue(last, now, period) && Interlocked.CompareExchange(ref at, now.Ticks, last) == last;
    }

    private static bool IsDue(long last, TimeSpan now, TimeSpan period) =>
        last == long.MinValue || now.Ticks - last >= period.Ticks;
}
