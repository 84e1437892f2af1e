using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Coral.Core.Names;
using Coral.Core.Network;

namespace Coral.Node.Configuration;

/// <summary>A host name or an IP address, and a port, as users write them: <c>node.example.net:7400</c>.</summary>
[Description("a host name or an address, and a port, such as node.example.net:7400 or [2001:db8::1]:7400")]
public sealed record HostPort : IParsable<HostPort>
{
    private HostPort(string host, int port, NodeAddress? address)
    {
        Host = host;
        Port = port;
        Address = address;
    }

    /// <summary>The host name, or the address without brackets.</summary>
    public string Host { get; }

    /// <summary>The port, from 1 to 65535.</summary>
    public int Port { get; }

    /// <summary>The address, where the user wrote one; <see langword="null"/> for a host name.</summary>
    public NodeAddress? Address { get; }

    /// <summary>The value of an address.</summary>
    /// <exception cref="ArgumentException">The port is 0.</exception>
    public static HostPort Of(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        ArgumentOutOfRangeException.ThrowIfZero(endPoint.Port, nameof(endPoint));
        return new HostPort(endPoint.Address.ToString(), endPoint.Port, NodeAddress.From(endPoint));
    }

    /// <inheritdoc />
    public static HostPort Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var value) ? value : throw new FormatException($"'{s}' is not a host and a port.");

    /// <inheritdoc />
    public static bool TryParse(
        [NotNullWhen(true)] string? s,
        IFormatProvider? provider,
        [MaybeNullWhen(false)] out HostPort result
    )
    {
        result = null;
        if (s is null)
        {
            return false;
        }

        if (Endpoint.TryParse(s, out var endPoint))
        {
            result = endPoint.Port == 0 ? null : Of(endPoint);
            return result is not null;
        }

        var colon = s.IndexOf(':', StringComparison.Ordinal);
        if (
            colon < 1
            || !ushort.TryParse(s[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port == 0
        )
        {
            return false;
        }

        var host = s[..colon].TrimEnd('.').ToLowerInvariant();
        if (HostRules.Check(host, allowSingleLabel: true) != NameProblem.None)
        {
            return false;
        }

        result = new HostPort(host, port, address: null);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() =>
        Address?.ToString() ?? string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
