using System.Text;
using Coral.Core.Http;

namespace Coral.Proxy.Fields;

/// <summary>Rewrites the targets of a <c>Link</c> field (RFC 8288), but those that say what the page is.</summary>
internal static class LinkField
{
    /// <summary>
    /// Relations whose target is an identity or a service of the site, and no place to read on: they stay.
    /// </summary>
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "author",
        "canonical",
        "hub",
        "license",
        "me",
        "pingback",
        "self",
        "shortlink",
        "webmention",
    };

    /// <summary>The value with its targets as <paramref name="rewrite"/> gives them.</summary>
    /// <param name="value">The value of one field line.</param>
    /// <param name="rewrite">The new target; <see langword="null"/> keeps the old one.</param>
    public static string Rewrite(string value, Func<string, string?> rewrite)
    {
        StringBuilder? output = null;
        var copied = 0;
        var at = 0;
        while (at < value.Length)
        {
            var open = value.IndexOf('<', at);
            var close = open < 0 ? -1 : value.IndexOf('>', open);
            if (close < 0)
            {
                break;
            }

            var end = EndOfLink(value, close + 1);
            var target = value[(open + 1)..close];
            if (!IsKept(value.AsSpan(close + 1, end - close - 1)) && rewrite(target) is { } written)
            {
                output ??= new StringBuilder(value.Length + 32);
                output.Append(value, copied, open + 1 - copied).Append(written);
                copied = close;
            }

            at = end;
        }

        return output is null ? value : output.Append(value, copied, value.Length - copied).ToString();
    }

    /// <summary>The index of the comma behind a link's parameters, or the end.</summary>
    private static int EndOfLink(string value, int at)
    {
        for (var quoted = false; at < value.Length; at++)
        {
            switch (value[at])
            {
                case '\\' when quoted:
                    at++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    return at;
            }
        }

        return value.Length;
    }

    private static bool IsKept(ReadOnlySpan<char> parameters)
    {
        foreach (var parameter in new MemberParameters(parameters))
        {
            if (parameter.Key.Equals("rel", StringComparison.OrdinalIgnoreCase))
            {
                return parameter.Value.Split(' ').Any(Kept.Contains);
            }
        }

        return false;
    }
}
