using System.Globalization;
using Coral.Core.Http;

namespace Coral.Caching.Http;

/// <summary>
/// Folds <c>Accept-Encoding</c> into one of four values, so that variants stay few (RFC 9110, section 12.5.3).
/// </summary>
/// <remarks>
/// Only what nearly every origin and client can do is kept: Brotli and gzip. A coding counts when it is named with a
/// weight above zero, or not named and <c>*</c> has one; preferences among those are the origin's to settle. Other
/// codings are left out, which any client must bear, as every origin may answer with no coding at all.
/// <c>identity;q=0</c> is left out too: where it is all that is left, an unencoded response is better than none
/// (section 12.5.3 lets a server answer so). An absent field means that anything goes, but is sent by clients that
/// decode nothing: it folds into <c>identity</c>.
/// </remarks>
public static class AcceptEncoding
{
    /// <summary>
    /// One of <c>br, gzip</c>, <c>br</c>, <c>gzip</c> and <c>identity</c>. Never throws, never allocates.
    /// </summary>
    public static string Normalize(ReadOnlySpan<char> value)
    {
        bool? brotli = null;
        bool? gzip = null;
        bool? other = null;
        foreach (var member in new ListMembers(value, ListQuoting.None))
        {
            var semicolon = member.IndexOf(';');
            var coding = (semicolon < 0 ? member : member[..semicolon]).Trim();
            var accepted = semicolon < 0 || WeightIsPositive(member[(semicolon + 1)..]);
            if (Is(coding, "br"))
            {
                brotli ??= accepted;
            }
            else if (Is(coding, "gzip") || Is(coding, "x-gzip"))
            {
                gzip ??= accepted;
            }
            else if (Is(coding, "*"))
            {
                other ??= accepted;
            }
        }

        return (brotli ?? other ?? false, gzip ?? other ?? false) switch
        {
            (true, true) => "br, gzip",
            (true, false) => "br",
            (false, true) => "gzip",
            _ => "identity",
        };
    }

    private static bool Is(ReadOnlySpan<char> coding, string name) =>
        coding.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// True if <c>q</c> is above zero; a malformed weight counts as zero, so that no client gets a
    /// coding that it cannot read.
    /// </summary>
    /// <remarks>
    /// Not read as parameters of a member: a weight ends its member, and with more behind it is malformed.
    /// </remarks>
    private static bool WeightIsPositive(ReadOnlySpan<char> parameters)
    {
        var equals = parameters.IndexOf('=');
        if (equals < 0 || !Is(parameters[..equals].Trim(), "q"))
        {
            return true;
        }

        var weight = parameters[(equals + 1)..].Trim();
        return double.TryParse(weight, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q)
            && q > 0;
    }
}
