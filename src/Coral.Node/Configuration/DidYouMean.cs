namespace Coral.Node.Configuration;

/// <summary>The nearest of the words that would have been right.</summary>
public static class DidYouMean
{
    /// <summary>
    /// Finds the candidate with the fewest edits, if they are few for its length; the first of equals.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var (nearest, fewest) = (default(string), int.MaxValue);
        foreach (var candidate in candidates)
        {
            var edits = Edits(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (edits < fewest)
            {
                (nearest, fewest) = (candidate, edits);
            }
        }

        return nearest is not null && fewest <= Math.Max(2, Math.Max(word.Length, nearest.Length) / 4) ? nearest : null;
    }

    /// <summary>
    /// Insertions, deletions and replacements that turn <paramref name="a"/> into <paramref name="b"/> (Levenshtein).
    /// </summary>
    internal static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
