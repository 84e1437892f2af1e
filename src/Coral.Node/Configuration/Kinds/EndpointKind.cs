using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Coral.Node.Configuration.Kinds;

/// <summary>An address and a port to listen on; port 0 takes any free one.</summary>
/// <remarks>Stricter than <see cref="IPEndPoint"/>, which reads <c>8080</c> as an address.</remarks>
internal sealed class EndpointKind : IOptionKind
{
    public string Allowed => "an address and a port, such as 127.0.0.1:8080 or [::]:8080";

    public bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value = Parse(text);
        return value is not null;
    }

    public string Format(object value) => value.ToString()!;

    internal static IPEndPoint? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return
            colon > 0
            && ParseAddress(text[..colon]) is { } address
            && ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new IPEndPoint(address, port)
            : null;
    }

    private static IPAddress? ParseAddress(string text)
    {
        if (text is ['[', .. var inner, ']'])
        {
            return inner.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(inner, out var six) ? six : null;
        }

        return
            IPAddress.TryParse(text, out var four)
            && four.ToString() == text
            && !text.Contains(':', StringComparison.Ordinal)
            ? four
            : null;
    }
}
