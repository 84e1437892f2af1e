namespace Coral.Dns.Clusters;

/// <summary>Classes of similar round trips within a level: quarters of its diameter.</summary>
internal static class RoundTripBand
{
    /// <summary>The number of bands.</summary>
    public const int Count = 4;

    /// <summary>
    /// The band of a round trip: 0 for the nearest; the last for round trips beyond the diameter, too.
    /// </summary>
    public static int Of(TimeSpan roundTrip, TimeSpan diameter) =>
        diameter <= TimeSpan.Zero ? 0 : (int)Math.Clamp(Count * (roundTrip / diameter), 0, Count - 1);

    /// <summary>The round trip in the middle of a band.</summary>
    public static TimeSpan MiddleOf(int band, TimeSpan diameter) => diameter / Count * (band + 0.5);
}
