namespace Coral.Node.Health;

/// <summary>When a node asks for no more clients.</summary>
/// <remarks>
/// Before it is full: resolvers name it for up to a minute after it has said so, and so send it more. And until it has
/// room for some: else it would say one thing and the other by turns.
/// </remarks>
internal static class OverloadPolicy
{
    /// <summary>The share of a limit from which on a node is overloaded.</summary>
    public const double Full = 0.8;

    /// <summary>The share below which it is no more.</summary>
    public const double Roomy = 0.6;

    /// <summary>Judges a node.</summary>
    /// <param name="isOverloaded">Whether it was when it was judged before.</param>
    /// <param name="used">The share of its limit that is taken now.</param>
    public static bool Judge(bool isOverloaded, double used) => used >= (isOverloaded ? Roomy : Full);
}
