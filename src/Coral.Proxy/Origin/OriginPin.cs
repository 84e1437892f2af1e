using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Coral.Core.Names;

namespace Coral.Proxy.Origin;

/// <summary>
/// The server that the operator sets for an origin host: <c>HOST=SERVER[:PORT]</c>, as curl's <c>--connect-to</c>.
/// </summary>
/// <param name="Host">The host name, in lower case.</param>
/// <param name="Server">
/// The address connected to instead of what the host name resolves to, or another name, resolved at every connection.
/// </param>
/// <param name="Port">
/// The port connected to, whatever port the URL names; <see langword="null"/> keeps the URL's port, and then visitors
/// may reach any port of that server that is not on the list of bad ports.
/// </param>
/// <remarks>
/// A pinned host is exempt from the address policy, since the operator chose the server, but not from the loop check.
/// An IPv6 address with a port stands in brackets: <c>www.x.com=[2001:db8::1]:8000</c>.
/// </remarks>
public sealed record OriginPin(string Host, string Server, int? Port)
{
    /// <summary>The address of the server, where the operator wrote one.</summary>
    public IPAddress? Address { get; } = TryReadAddress(Server, out var address) ? address : null;

    /// <summary>Reads <c>HOST=SERVER[:PORT]</c>.</summary>
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
            error = $"'{text}' is not a pinned origin: write HOST=SERVER[:PORT], such as www.x.com=127.0.0.1:8000.";
            return false;
        }

        var host = text[..equals];
        var target = text[(equals + 1)..];
        if (!IsHostName(host))
        {
            error = $"'{host}' in '{text}' is not a host name: write HOST=SERVER[:PORT], with a host name before '='.";
            return false;
        }

        if (!TryReadTarget(target, out var server, out var port))
        {
            error =
                $"'{target}' in '{text}' is not a server: write a host name, an IPv4 address, or an IPv6 address (in "
                + "brackets if a port follows), then optionally ':' and a port from 1 to 65535.";
            return false;
        }

        pin = new OriginPin(host.ToLowerInvariant(), server, port);
        error = null;
        return true;
    }

    /// <inheritdoc />
    public override string ToString() =>
        (Address, Port) switch
        {
            ({ } address, { } port) => $"{Host}={new IPEndPoint(address, port)}",
            (null, { } port) => string.Create(CultureInfo.InvariantCulture, $"{Host}={Server}:{port}"),
            _ => $"{Host}={Server}",
        };

    private static bool TryReadTarget(string target, [NotNullWhen(true)] out string? server, out int? port)
    {
        port = null;
        if (TryReadServer(target, out server))
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
        return TryReadServer(bracketed ? target[1..(colon - 1)] : target[..colon], out server)
            && bracketed == server.Contains(':', StringComparison.Ordinal);
    }

    /// <summary>An address in its plain spelling, or a host name, which may be a single word.</summary>
    private static bool TryReadServer(string text, [NotNullWhen(true)] out string? server)
    {
        server =
            TryReadAddress(text, out var address) ? address.ToString()
            : HostRules.Check(text.ToLowerInvariant(), allowSingleLabel: true) == NameProblem.None
                ? text.ToLowerInvariant()
            : null;
        return server is not null;
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
