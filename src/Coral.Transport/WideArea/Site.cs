namespace Coral.Transport.WideArea;

/// <summary>An address on the map.</summary>
/// <param name="Region">Where it is.</param>
/// <param name="Line">Carries all that goes to it and comes from it; <see langword="null"/> for the region's.</param>
internal sealed record Site(string Region, (PacedLink To, PacedLink From)? Line)
{
    private volatile Outage _outage;

    /// <summary>Whether it has stopped, and how.</summary>
    public Outage Outage
    {
        get => _outage;
        set => _outage = value;
    }
}
