using System.Net;
using Coral.Dns.Wire;

namespace Coral.Dns.Presentation;

/// <summary>A name server of our zones as the registrar has it.</summary>
/// <param name="Addresses">The server's addresses if its name lies in one of our zones; else none.</param>
public sealed record NameServer(DnsName Name, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>Reads <c>HOST</c> or <c>HOST=ADDRESS</c>, and groups the addresses by host.</summary>
    /// <exception cref="FormatException">One of them cannot be read; the message says which.</exception>
    public static IReadOnlyList<NameServer> ParseAll(IEnumerable<string> texts) =>
        [
            .. texts
                .Select(Parse)
                .GroupBy(server => server.Name)
                .Select(same => new NameServer(same.Key, [.. same.SelectMany(server => server.Addresses).Distinct()])),
        ];

    private static NameServer Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = DnsName.TryParse(equals < 0 ? text : text[..equals]);
        IPAddress? address = null;
        var isFine = equals < 0 || IPAddress.TryParse(text.AsSpan(equals + 1), out address);
        return name is not null && isFine
            ? new NameServer(name, address is null ? [] : [address])
            : throw new FormatException($"“{text}” is no name server: write HOST or HOST=ADDRESS.");
    }
}
