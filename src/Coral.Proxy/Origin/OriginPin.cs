using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Coral.Proxy.Origin;

/// <summary>
/// The address that the operator sets for an origin host: <c>HOST=ADDRESS[:PORT]</c>, as curl's <c>--resolve</c>.
/// </summary>
/// <param name="Host">The host name, in lower case.</param>
/// <param name="Address">The address connected to instead of what the name resolves to.</param>
/// <param name="Port">
/// The port connected to, whatever port the URL names; <see langword="null"/> keeps the URL's port, and then visitors
/// may reach any port of that address that is not on the list of bad ports.
/// </param>
/// <remarks>
/// A pinned host is exempt from the address policy, since the operator chose the address, but not from the loop check.
/// An IPv6 address with a port stands in brackets: <c>www.x.com=[2001:db8::1]:8000</c>.
/// </remarks>
public sealed record OriginPin(string Host, IPAddress Address, int? Port)
{
    /// <summary>Reads <c>HOST=ADDRESS[:PORT]</c>.</summary>
    /// <param name="text">One pin, as the operator wrote it.</param>
    /// <param name="pin">The pin, if the text is valid.</param>
    /// <param name="error">The error and the syntax that is allowed, in one line, if the text is not valid.</param>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out OriginPin? pin,
        [NotNullWhen(false)] out string? error
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        pin = null;
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            error = $"'{text}' is not a pinned origin: write HOST=ADDRESS[:PORT], as in www.x.com=127.0.0.1:8000.";
            return false;
        }

        var host = text[..equals];
        var target = text[(equals + 1)..];
        if (!IsHostName(host))
        {
            error =
                $"'{host}' in '{text}' is not a host name: write HOST=ADDRESS[:PORT], nothing but a name before '='.";
            return false;
        }

        if (!TryReadTarget(target, out var address, out var port))
        {
            error =
                $"'{target}' in '{text}' is not an address: write an IPv4 address, or an IPv6 address (in brackets "
                + "when a port follows), then, if wanted, ':' and a port from 1 to 65535.";
            return false;
        }

        pin = new OriginPin(host.ToLowerInvariant(), address, port);
        error = null;
        return true;
    }

    /// <inheritdoc />
    public override string ToString() =>
        Port is { } port ? $"{Host}={new IPEndPoint(Address, port)}" : $"{Host}={Address}";

    private static bool TryReadTarget(string target, [NotNullWhen(true)] out IPAddress? address, out int? port)
    {
        port = null;
        if (TryReadAddress(target, out address))
        {
            return true;
        }

        var colon = target.LastIndexOf(':');
        if (colon < 1 || !TryReadPort(target[(colon + 1)..], out var named))
        {
            return false;
        }

        port = named;
        var bracketed = target[0] == '[' && target[colon - 1] == ']';
        return TryReadAddress(bracketed ? target[1..(colon - 1)] : target[..colon], out address)
            && bracketed == (address.AddressFamily == AddressFamily.InterNetworkV6);
    }

    /// <summary>
    /// Only the plain spelling: what .NET also takes for IPv4 (<c>127.1</c>, <c>0x7f.1</c>) is taken for a mistake.
    /// </summary>
    private static bool TryReadAddress(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && (address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() == text : !text.StartsWith('['));

    private static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    private static bool IsHostName(string host) =>
        host.Length is > 0 and <= 253
        && host.Split('.').All(label => label.Length is > 0 and <= 63 && label.All(IsHostCharacter))
        && !IPAddress.TryParse(host, out _);

    private static bool IsHostCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '_';
}
