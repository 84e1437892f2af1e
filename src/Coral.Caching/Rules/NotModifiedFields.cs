using Coral.Caching.Model;

namespace Coral.Caching.Rules;

/// <summary>The fields of a 304 that we answer from a stored 200 (RFC 9110, section 15.4.5).</summary>
public static class NotModifiedFields
{
    /// <summary>Those of <paramref name="stored"/> that a 304 carries.</summary>
    public static FieldList Of(FieldList stored) => throw new InvalidOperationException("To be filled.");
}
