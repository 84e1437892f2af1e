using System.Globalization;

namespace Coral.Core.Names;

/// <summary>An origin of content: scheme, host and port (RFC 6454, section 4).</summary>
/// <param name="Scheme">The scheme of requests to the origin.</param>
/// <param name="Host">Lower case A-labels.</param>
/// <param name="Port">The effective port, never left out.</param>
public sealed record WebOrigin(WebScheme Scheme, string Host, int Port)
{
    /// <summary>
    /// The origin as a cache key writes it, default port left out: <c>http://www.x.com</c>. Made once.
    /// </summary>
    public string Text { get; } =
        Port == Scheme.DefaultPort()
            ? $"{Scheme.Text()}://{Host}"
            : string.Create(CultureInfo.InvariantCulture, $"{Scheme.Text()}://{Host}:{Port}");

    public override string ToString() => Text;
}
