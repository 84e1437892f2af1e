namespace Coral.Caching.Rules;

/// <summary>Folds <c>Accept-Encoding</c> into one of four values, so that variants stay few (RFC 9110, section 12.5.3).</summary>
public static class AcceptEncoding
{
    /// <summary>One of <c>br, gzip</c>, <c>br</c>, <c>gzip</c> and <c>identity</c>. Never throws, never allocates.</summary>
    public static string Normalize(string? value) => throw new InvalidOperationException("To be filled.");
}
