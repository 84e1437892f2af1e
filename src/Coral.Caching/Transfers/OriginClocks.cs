using Coral.Caching.Http;

namespace Coral.Caching.Transfers;

/// <summary>The origins whose clocks are behind ours, told from responses that have lain in a cache. Bounded.</summary>
/// <remarks>
/// An old <c>Date</c> means either (RFC 9111, section 4.2.3, takes it for age). A cache on the way says so with
/// <c>Age</c> or <c>Via</c>, and the <c>Date</c> of a copy in a cache that does not say so stands still while time goes
/// on. So a clock is believed to be behind when a second response, without either field, is off by the same time as the
/// first. By <see cref="Minutes"/> at most that is enough; for more, and for an origin whose <c>Date</c> was seen to
/// stand still, the second <c>Date</c> must also be later than the first.
/// </remarks>
internal sealed class OriginClocks(int capacity)
{
    /// <summary>The differences between two responses that are put down to whole seconds and to the network.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>Clocks that nobody sets are off by minutes.</summary>
    public static readonly TimeSpan Minutes = TimeSpan.FromMinutes(10);

    private readonly RecentTable<string, Sighting> _byOrigin = new(capacity);

    /// <summary>The entries held, for the test of the bound.</summary>
    internal int Count => _byOrigin.Count;

    /// <summary>Learns from a response of an origin, and tells how far its clock is behind.</summary>
    /// <param name="origin">The origin that was asked.</param>
    /// <param name="head">The response as received.</param>
    /// <param name="receivedAt">The moment of its arrival.</param>
    public SenderClock Observe(string origin, ResponseHead head, DateTimeOffset receivedAt)
    {
        if (
            head.DateOf("Date", receivedAt) is not { } date
            || receivedAt - date <= Tolerance
            || head.Fields.Contains("Age")
            || head.Fields.Contains("Via")
        )
        {
            return default;
        }

        var behind = receivedAt - date;
        if (!_byOrigin.TryGet(origin, out var first))
        {
            _byOrigin.Set(origin, new Sighting(behind, date, IsProven: false, HasStoodStill: false));
            return default;
        }

        if ((behind - first.Behind).Duration() > Tolerance)
        {
            _byOrigin.Set(origin, new Sighting(behind, date, IsProven: false, HasStoodStill: true));
            return default;
        }

        if (!first.IsProven && (date > first.Date || (behind <= Minutes && !first.HasStoodStill)))
        {
            first = first with { IsProven = true };
            _byOrigin.Set(origin, first);
        }

        return first.IsProven ? new SenderClock(first.Behind) : default;
    }

    /// <summary>The first response that was off by this time; later ones are compared with it, not with each other,
    /// lest a standing <c>Date</c> creep away second by second.</summary>
    private sealed record Sighting(TimeSpan Behind, DateTimeOffset Date, bool IsProven, bool HasStoodStill);
}
