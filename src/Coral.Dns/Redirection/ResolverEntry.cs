using System.Net;
using Coral.Core.Network;

namespace Coral.Dns.Redirection;

/// <summary>What we know of one network that asks us. Safe from any thread: a lost race loses one sample.</summary>
/// <param name="network">Which.</param>
internal sealed class ResolverEntry(NetworkPrefix network)
{
    /// <summary>How long the least of the samples counts: routes change.</summary>
    public static readonly TimeSpan SampleLifetime = TimeSpan.FromHours(1);

    private long _roundTrip = -1;
    private long _measuredAt;
    private int _source;
    private int _isProved;
    private Nearby? _nearby;
    private IReadOnlyList<IPAddress> _routers = [];
    private int _isBusy;
    private long _probedAt = long.MinValue;
    private long _hintedAt = long.MinValue;
    private int _wasTruncated;

    public NetworkPrefix Network { get; } = network;

    /// <summary>Whether the network is the same for everybody.</summary>
    public bool IsPublic { get; } = PublicAddress.Is(network.Address.ToIPAddress());

    /// <summary>The last question, to measure the gap to the next.</summary>
    public QuestionGap Gap { get; } = new();

    /// <summary>The least round-trip time of the last hour.</summary>
    public TimeSpan? RoundTrip => Volatile.Read(ref _roundTrip) is >= 0 and var ticks ? new TimeSpan(ticks) : null;

    public RoundTripSource Source => (RoundTripSource)Volatile.Read(ref _source);

    /// <summary>Whether the least was measured with an address that is the resolver's own.</summary>
    public bool IsProved => Volatile.Read(ref _isProved) != 0;

    /// <summary>The nodes near this network, as hints say; nothing before they were looked up.</summary>
    public Nearby? Nearby
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

    /// <summary>Takes a sample.</summary>
    public void Measured(TimeSpan roundTrip, RoundTripSource source, bool isProved, TimeSpan now)
    {
        var known = Volatile.Read(ref _roundTrip);
        var isOld = now - new TimeSpan(Volatile.Read(ref _measuredAt)) > SampleLifetime;
        if (known < 0 || isOld || roundTrip.Ticks < known)
        {
            Volatile.Write(ref _source, (int)source);
            Volatile.Write(ref _isProved, isProved ? 1 : 0);
            Volatile.Write(ref _roundTrip, Math.Max(0, roundTrip.Ticks));
        }

        if (known < 0 || isOld)
        {
            Volatile.Write(ref _measuredAt, now.Ticks);
        }
    }

    /// <summary>Claims the one look-up that may run for this network; <see cref="Release"/> ends it.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _isBusy, 1) == 0;

    public void Release() => Volatile.Write(ref _isBusy, 0);

    /// <summary>Whether the one probe of a period may still be claimed.</summary>
    public bool IsProbeDue(TimeSpan now, TimeSpan period) => IsDue(Volatile.Read(ref _probedAt), now, period);

    /// <summary>Claims the one probe of a period.</summary>
    public bool TryClaimProbe(TimeSpan now, TimeSpan period) => TryClaim(ref _probedAt, now, period);

    /// <summary>Whether the one hint of a period may still be claimed.</summary>
    public bool IsHintDue(TimeSpan now, TimeSpan period) => IsDue(Volatile.Read(ref _hintedAt), now, period);

    /// <summary>Claims the one hint of a period that we leave for others.</summary>
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
