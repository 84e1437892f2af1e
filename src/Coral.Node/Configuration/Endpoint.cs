using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Coral.Node.Configuration;

/// <summary>An address and a port as users write them: <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>.</summary>
/// <remarks>Stricter than <see cref="IPEndPoint"/>, which reads <c>8080</c> as an address.</remarks>
public static class Endpoint
{
    /// <summary>The rule for values, to follow "must be".</summary>
    public const string Allowed = "an address and a port, such as 127.0.0.1:8080 or [::]:8080";

    /// <summary>Reads an endpoint; port 0 is one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? endpoint)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        endpoint =
            colon > 0
            && ParseAddress(text[..colon]) is { } address
            && ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                ? new IPEndPoint(address, port)
                : null;
        return endpoint is not null;
    }

    private static IPAddress? ParseAddress(string text)
    {
        if (text is ['[', .. var inner, ']'])
        {
            return inner.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(inner, out var six) ? six : null;
        }

        var isPlain = IPAddress.TryParse(text, out var four) && four.ToString() == text;
        return isPlain && !text.Contains(':', StringComparison.Ordinal) ? four : null;
    }
}
