using Coral.Core.Http.StructuredFields;

namespace Coral.Core.Http;

/// <summary>Reads what caches say in <c>Cache-Status</c> (RFC 9211, section 2).</summary>
public static class CacheStatusMembers
{
    /// <summary>The parameters of the last member that a cache named <paramref name="cache"/> added.</summary>
    /// <param name="field">The field's lines, joined by commas.</param>
    /// <param name="cache">The name of the cache, as it stands in a token or a string.</param>
    /// <returns><see langword="null"/> where there is none, or where the field breaks its grammar.</returns>
    public static ItemParameters? FindLast(string? field, string cache) =>
        StructuredField.TryParseList(field, out var members)
            ? members.LastOrDefault(member => member.Item?.TokenOrString == cache)?.Parameters
            : null;
}
