namespace Coral.Core.Names;

/// <summary>The two URL schemes Coral serves (RFC 9110, section 4.2).</summary>
public enum WebScheme
{
    Http,
    Https,
}
