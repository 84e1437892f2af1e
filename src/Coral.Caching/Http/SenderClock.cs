namespace Coral.Caching.Http;

/// <summary>
/// The clock behind the <c>Date</c> of a response: right, behind by a known time, or not to be asked.
/// </summary>
/// <remarks>The default is a clock that is right, as RFC 9111, section 4.2.3, takes it.</remarks>
/// <param name="Behind">The time by which it is behind ours.</param>
/// <param name="IsIgnored">True if <c>Date</c> says nothing of the age: <c>Age</c> alone does.</param>
public readonly record struct SenderClock(TimeSpan Behind, bool IsIgnored = false)
{
    /// <summary>The clock of a response that comes from a peer.</summary>
    /// <remarks>
    /// The peer's <c>Age</c> includes what <c>Date</c> tells, corrected by what the peer knows of the origin's clock.
    /// </remarks>
    public static SenderClock OfPeer(ResponseHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return new SenderClock(TimeSpan.Zero, IsIgnored: head.Fields.Contains("Age"));
    }
}
