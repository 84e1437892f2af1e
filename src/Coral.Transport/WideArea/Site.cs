namespace Coral.Transport.WideArea;

/// <summary>A site: an address on the map.</summary>
/// <param name="Region">The region in which the site lies.</param>
/// <param name="Line">The site's own links in both directions; <see langword="null"/> for those of its region.</param>
internal sealed record Site(string Region, (PacedLink To, PacedLink From)? Line)
{
    private volatile Outage _outage;

    /// <summary>The current failure of the site.</summary>
    public Outage Outage
    {
        get => _outage;
        set => _outage = value;
    }
}
