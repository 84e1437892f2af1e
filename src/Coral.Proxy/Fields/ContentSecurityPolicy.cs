using System.Text;
using Coral.Core.Names;

namespace Coral.Proxy.Fields;

/// <summary>A site's policy for its pages (<c>Content-Security-Policy</c>) as it must read under our name.</summary>
/// <remarks>
/// A browser holds our pages against it, at another host and perhaps another scheme than the policy was written for:
/// 1. <c>upgrade-insecure-requests</c> goes where the client came over http: it would fetch every picture and script
/// over https, where nobody listens;
/// 2. <c>report-uri</c> and <c>report-to</c> go: they would tell the site of what our names broke;
/// 3. a list of sources that admits the page's own origin by its name, but not ours, gets <c>'self'</c>, or where the
/// name has a path, that path under our name.
/// All else stays as it is, the other hosts above all: the page's content leads to those under their own names.
/// </remarks>
internal static class ContentSecurityPolicy
{
    /// <summary>The policies of one field line, rewritten.</summary>
    /// <returns><see langword="null"/> when nothing is left; the value itself when nothing changes, without an
    /// allocation.</returns>
    public static string? Rewrite(string value, CoralizedName name)
    {
        if (!Walk(value, name, output: null))
        {
            return value;
        }

        var output = new StringBuilder(value.Length + 64);
        Walk(value, name, output);
        return output.Length == 0 ? null : output.ToString();
    }

    /// <summary>Goes through all directives, and writes those that stay.</summary>
    /// <returns><see langword="true"/> when one of them changes.</returns>
    private static bool Walk(ReadOnlySpan<char> value, CoralizedName name, StringBuilder? output)
    {
        var isChanged = false;
        foreach (var policy in value.Split(','))
        {
            var separator = output is { Length: > 0 } ? ", " : "";
            foreach (var part in value[policy].Split(';'))
            {
                var directive = value[policy][part].Trim();
                var end = directive.IndexOfAny(" \t");
                var directiveName = end < 0 ? directive : directive[..end];
                if (directive.IsEmpty || IsDropped(directiveName, name))
                {
                    isChanged |= !directive.IsEmpty;
                    continue;
                }

                output?.Append(separator).Append(directive);
                separator = "; ";
                if (end >= 0 && HasSources(directiveName))
                {
                    isChanged |= PolicySources.Complete(directive[end..], name, output);
                }
            }
        }

        return isChanged;
    }

    private static bool IsDropped(ReadOnlySpan<char> directive, CoralizedName name) =>
        Is(directive, "report-uri")
        || Is(directive, "report-to")
        || (name.Place.ClientScheme == WebScheme.Http && Is(directive, "upgrade-insecure-requests"));

    private static bool HasSources(ReadOnlySpan<char> directive) =>
        directive.EndsWith("-src", StringComparison.OrdinalIgnoreCase)
        || directive.EndsWith("-src-elem", StringComparison.OrdinalIgnoreCase)
        || directive.EndsWith("-src-attr", StringComparison.OrdinalIgnoreCase)
        || Is(directive, "base-uri")
        || Is(directive, "form-action")
        || Is(directive, "frame-ancestors")
        || Is(directive, "navigate-to");

    private static bool Is(ReadOnlySpan<char> text, string name) =>
        text.Equals(name, StringComparison.OrdinalIgnoreCase);
}
