namespace Coral.Core.Names;

/// <summary>
/// The rules for an origin's host name: the intersection of what DNS carries and what URL parsers accept.
/// </summary>
/// <remarks>
/// Lengths as in RFC 1035, section 2.3.4, in text form without the final dot. Underscores are allowed: the WHATWG URL
/// host parser accepts them, DNS carries them, and sites use them (storage buckets, for one). The rule against a last
/// label that is a number or begins 0x is the URL standard's "ends in a number" check, kept wider on purpose: nothing
/// that any parser could take for an IPv4 address passes.
/// </remarks>
public static class HostRules
{
    public const int MaxNameLength = 253;
    public const int MaxLabelLength = 63;

    /// <summary>Judges a host in lower case. Never throws.</summary>
    /// <param name="host">Lower case A-labels without a final dot.</param>
    /// <param name="allowSingleLabel">True if one label is enough: for zones and pinned hosts.</param>
    /// <returns><see cref="NameProblem.None"/> when the host may be an origin's.</returns>
    public static NameProblem Check(ReadOnlySpan<char> host, bool allowSingleLabel = false)
    {
        if (host is ['[', ..])
        {
            return NameProblem.AddressLiteral;
        }

        if (host.Length > MaxNameLength)
        {
            return NameProblem.TooLong;
        }

        var labels = 0;
        ReadOnlySpan<char> last = default;
        foreach (var range in host.Split('.'))
        {
            last = host[range];
            labels++;
            if (CheckLabel(last) is var problem and not NameProblem.None)
            {
                return problem;
            }
        }

        if (IsNumber(last) || last.StartsWith("0x", StringComparison.Ordinal))
        {
            return NameProblem.AddressLiteral;
        }

        return labels == 1 && !allowSingleLabel ? NameProblem.SingleLabel : NameProblem.None;
    }

    /// <summary>True if every character is an ASCII digit; false for nothing at all.</summary>
    internal static bool IsNumber(ReadOnlySpan<char> label) =>
        !label.IsEmpty && !label.ContainsAnyExceptInRange('0', '9');

    private static NameProblem CheckLabel(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty)
        {
            return NameProblem.EmptyLabel;
        }

        if (label.Length > MaxLabelLength)
        {
            return NameProblem.TooLong;
        }

        foreach (var c in label)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '_'))
            {
                return NameProblem.ForbiddenCharacter;
            }
        }

        return label[0] == '-' || label[^1] == '-' ? NameProblem.HyphenAtEdge : NameProblem.None;
    }
}
