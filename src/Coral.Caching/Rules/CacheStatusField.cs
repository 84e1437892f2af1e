using Coral.Caching.Model;

namespace Coral.Caching.Rules;

/// <summary>Writes the <c>Cache-Status</c> field (RFC 9211).</summary>
public static class CacheStatusField
{
    /// <summary>The longest value that <see cref="TryFormat"/> writes, in bytes.</summary>
    public const int MaxBytes = 256;

    /// <summary>The field value as text.</summary>
    public static string Format(CacheStatus status) => throw new InvalidOperationException("To be filled.");

    /// <summary>The field value as ASCII bytes, without allocation.</summary>
    public static bool TryFormat(CacheStatus status, Span<byte> destination, out int written) =>
        throw new InvalidOperationException("To be filled.");
}
