using System.Diagnostics;

namespace Coral.Index.Messages;

/// <summary>The number of members of a cluster that were measured, and of those within the diameter.</summary>
/// <param name="Probed">The number of members whose least round trip is remembered.</param>
/// <param name="Near">The number of these that are within the diameter.</param>
internal readonly record struct ClusterTally(int Probed, int Near)
{
    /// <summary>The share within the diameter; 1 when none was measured.</summary>
    public double Share => Probed == 0 ? 1 : (double)Near / Probed;

    /// <summary>The tally with one more member counted.</summary>
    public ClusterTally With(TimeSpan roundTrip, TimeSpan diameter)
    {
        Debug.Assert(roundTrip > TimeSpan.Zero);
        return new ClusterTally(Probed + 1, Near + (roundTrip < diameter ? 1 : 0));
    }

    public static ClusterTally operator +(ClusterTally left, ClusterTally right) =>
        new(left.Probed + right.Probed, left.Near + right.Near);
}
