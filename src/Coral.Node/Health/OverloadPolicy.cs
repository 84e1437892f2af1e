namespace Coral.Node.Health;

/// <summary>The loads at which a node asks for no more clients, and for clients again.</summary>
/// <remarks>
/// Before it is full: resolvers name it for up to a minute after it has said so, and so send it more. And until it has
/// room for some: else the outcome would flap.
/// </remarks>
internal static class OverloadPolicy
{
    /// <summary>The share of a limit from which on a node is overloaded.</summary>
    public const double Full = 0.8;

    /// <summary>The share below which it no longer is.</summary>
    public const double Roomy = 0.6;

    /// <summary>The overload state of a node, with hysteresis: it depends on the state before.</summary>
    /// <param name="wasOverloaded">The result of the check before this one.</param>
    /// <param name="used">The share of its limit that is taken now; from 1 on it is full.</param>
    public static bool IsOverloaded(bool wasOverloaded, double used) => used >= (wasOverloaded ? Roomy : Full);
}
