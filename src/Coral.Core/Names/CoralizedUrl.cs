namespace Coral.Core.Names;

/// <summary>A URL through Coral, and the URL of the origin that it stands for.</summary>
/// <param name="Name">The host: an origin's name under a zone.</param>
/// <param name="Rest">Path, query and fragment; it begins with a slash.</param>
public sealed record CoralizedUrl(CoralizedName Name, string Rest)
{
    /// <summary>The URL at the origin: <c>https://www.x.com/a</c>.</summary>
    public string OriginUrl => Name.Origin.Text + Rest;

    /// <summary>
    /// The URL through Coral: <c>http://www.x.com.443.localhost:8080/a</c>. ASCII, fit for a header field.
    /// </summary>
    public override string ToString() => $"{Name.Place.ClientScheme.Text()}://{Name.HostAndPort}{Rest}";
}
