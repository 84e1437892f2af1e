using System.Globalization;

namespace Coral.Core.Names;

/// <summary>Turns a host as people write it into lower case A-labels (RFC 5890, section 2.3.2.1).</summary>
/// <remarks>
/// The product runs with invariant globalization, where <see cref="IdnMapping"/> is Punycode without the mapping tables
/// of UTS #46: it neither composes nor folds compatibility characters, so that a decomposed ü or a full-width w would
/// give a name that no browser gives. Case is folded here; the blocks whose characters need the other tables are
/// refused, not guessed. (Single compatibility letters in other blocks are encoded as they are, and name no host.)
/// </remarks>
internal static class InternationalHost
{
    private static readonly IdnMapping Punycode = new() { AllowUnassigned = true };

    /// <summary>Folds and encodes a host; judges nothing else about it.</summary>
    /// <returns>The host in lower case A-labels, still to be judged by <see cref="HostRules"/>.</returns>
    public static string? ToAscii(string host, out NameProblem problem)
    {
        problem = NameProblem.None;
        if (System.Text.Ascii.IsValid(host))
        {
            return host.ToLowerInvariant();
        }

        var lower = host.ToLowerInvariant();
        if (lower.Length > HostRules.MaxNameLength)
        {
            problem = NameProblem.TooLong;
            return null;
        }

        if (lower.Any(NeedsTables))
        {
            problem = NameProblem.UnmappedCharacter;
            return null;
        }

        try
        {
            return Punycode.GetAscii(lower).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            problem = NameProblem.ForbiddenCharacter;
            return null;
        }
    }

    // Composing accents and syllables, joiners and formatting, letter-like and enclosed signs, compatibility forms of
    // CJK, Hangul and Arabic, mathematical letters, full width forms; and the kinds that are no part of a name at all.
    private static bool NeedsTables(char c) =>
        c
            is (>= '\u0080' and <= '\u00bf' and not '\u00b7')
                or (>= '\u0300' and <= '\u036f')
                or (>= '\u1100' and <= '\u11ff')
                or (>= '\u2000' and <= '\u206f')
                or (>= '\u2100' and <= '\u218f')
                or (>= '\u2460' and <= '\u24ff')
                or (>= '\u2e80' and <= '\u2fdf')
                or (>= '\u3099' and <= '\u309a')
                or (>= '\u3130' and <= '\u318f')
                or (>= '\u3200' and <= '\u33ff')
                or '\ud835'
                or (>= '\uf900' and <= '\ufdff' and not (>= '\ufdd0' and <= '\ufdef'))
                or (>= '\ufe00' and <= '\uffff')
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.SpaceSeparator;
}
