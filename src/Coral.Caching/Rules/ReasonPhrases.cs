namespace Coral.Caching.Rules;

/// <summary>The customary words for a status code (RFC 9110, section 15, and the IANA registry).</summary>
public static class ReasonPhrases
{
    /// <summary>The phrase; empty for a status without one.</summary>
    public static string Of(int status) => throw new InvalidOperationException("To be filled.");
}
