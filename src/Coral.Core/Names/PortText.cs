using System.Globalization;

namespace Coral.Core.Names;

/// <summary>Ports as labels and in URLs: 1 to 65535, decimal, no leading zero.</summary>
internal static class PortText
{
    /// <summary>Reads the one spelling each port has.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out int port)
    {
        port = 0;
        return HostRules.IsNumber(text)
            && text.Length <= 5
            && text[0] != '0'
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port <= ushort.MaxValue;
    }

    /// <summary>Reads a port as a URL may write it: with leading zeros (RFC 3986, section 3.2.3).</summary>
    public static bool TryParseLoosely(ReadOnlySpan<char> text, out int port) =>
        TryParse(text.TrimStart('0'), out port);

    public static string Format(int port) => port.ToString(CultureInfo.InvariantCulture);
}
