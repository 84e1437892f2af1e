using System.Text;
using Coral.Caching.Http;
using Coral.Core.Identity;

namespace Coral.Caching.Publishing;

/// <summary>The key that a response has in the index.</summary>
/// <remarks>
/// The hash of the URL; once <c>Vary</c> is known, of the URL and the fields that select the variant, so that every
/// variant costs its origin one fetch. Requests that select the same response have the same key.
/// </remarks>
public static class ContentKey
{
    /// <summary>The key of what <paramref name="selecting"/> selects at <paramref name="key"/>.</summary>
    public static Key Of(CacheKey key, SelectingFields selecting)
    {
        ArgumentNullException.ThrowIfNull(selecting);
        if (selecting.Names.Count == 0 || ReferenceEquals(selecting, SelectingFields.Never))
        {
            return Key.Of(key.ToString());
        }

        var lines = selecting.Names.Select((name, i) => Line(name, selecting.Values[i]));
        var text = new StringBuilder(key.ToString());
        foreach (var line in lines.Order(StringComparer.Ordinal))
        {
            text.Append('\n').Append(line);
        }

        return Key.Of(text.ToString());
    }

    private static string Line(string name, string? value) =>
        name.ToLowerInvariant() + (value is null ? "" : ":" + FieldValue.Canonical(value));
}
