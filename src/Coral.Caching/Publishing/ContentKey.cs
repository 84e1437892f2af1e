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

        // A request without Origin is the ordinary one, whether or not it is known that others differ.
        var lines = selecting
            .Names.Select((name, i) => (Name: name.ToLowerInvariant(), Value: selecting.Values[i]))
            .Where(field => field.Value is not null || field.Name != "origin")
            .Select(field => Line(field.Name, field.Value));
        var text = new StringBuilder(key.ToString());
        foreach (var line in lines.Order(StringComparer.Ordinal))
        {
            text.Append('\n').Append(line);
        }

        return Key.Of(text.ToString());
    }

    private static string Line(string name, string? value) =>
        name + (value is null ? "" : ":" + FieldValue.Canonical(value));
}
