namespace Coral.Core.Names;

/// <summary>The text and the default port of each <see cref="WebScheme"/>.</summary>
public static class WebSchemes
{
    /// <summary><c>http</c> or <c>https</c>, as written in a URL.</summary>
    public static string Text(this WebScheme scheme) => scheme == WebScheme.Https ? "https" : "http";

    /// <summary>443 for https, 80 for http.</summary>
    public static int DefaultPort(this WebScheme scheme) => scheme == WebScheme.Https ? 443 : 80;
}
