using System.Text;

namespace Coral.Core.Names;

/// <summary>Folds an origin into one DNS label and back: <c>www.x-y.com:8080</c> is <c>www-x--y-com-8080</c>.</summary>
/// <remarks>
/// <c>.</c> becomes <c>-</c> and <c>-</c> becomes <c>--</c>, the port follows as a last pseudo-label. Where <c>--</c>
/// would stand at positions 3 and 4, which DNS reserves (RFC 5891, section 4.2.3.1), the label is wrapped as
/// <c>0-…-0</c>. No name but a wrapped one ends in <c>-0</c>: no host ends in a number, and there is no port 0.
/// Since no host label begins or ends with a hyphen, a run of hyphens reads in one way only.
/// </remarks>
public static class OneLabelCodec
{
    private const string WrapFront = "0-";
    private const string WrapBack = "-0";

    /// <summary>Folds host and port into a label.</summary>
    /// <returns>Nothing when the label would be longer than 63 characters.</returns>
    public static string? Encode(OriginAuthority authority)
    {
        ArgumentNullException.ThrowIfNull(authority);
        var label = authority.Host.Replace("-", "--", StringComparison.Ordinal).Replace('.', '-');
        if (authority.Port is { } port)
        {
            label = $"{label}-{PortText.Format(port)}";
        }

        if (label.Length >= 4 && label[2] == '-' && label[3] == '-')
        {
            label = WrapFront + label + WrapBack;
        }

        return label.Length <= HostRules.MaxLabelLength ? label : null;
    }

    /// <summary>
    /// The dotted name that a label folds, port label included: <c>www.x-y.com.8080</c>. Any label gives one.
    /// </summary>
    /// <remarks><see cref="SuffixForm"/> decides if the result is a valid name.</remarks>
    public static string Unfold(ReadOnlySpan<char> label)
    {
        if (
            label.Length >= WrapFront.Length + WrapBack.Length
            && label.StartsWith(WrapFront, StringComparison.Ordinal)
            && label.EndsWith(WrapBack, StringComparison.Ordinal)
        )
        {
            label = label[WrapFront.Length..^WrapBack.Length];
        }

        var name = new StringBuilder(label.Length);
        for (var i = 0; i < label.Length; i++)
        {
            if (label[i] != '-')
            {
                name.Append(label[i]);
            }
            else if (i + 1 < label.Length && label[i + 1] == '-')
            {
                name.Append('-');
                i++;
            }
            else
            {
                name.Append('.');
            }
        }

        return name.ToString();
    }
}
