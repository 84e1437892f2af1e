using System.Collections.Frozen;

namespace Coral.Proxy.Origin.Addresses;

/// <summary>
/// Ports that no web client connects to: the list of bad ports of the WHATWG fetch standard, "port blocking".
/// </summary>
/// <remarks>
/// They belong to protocols that take an HTTP request for commands of their own. A public proxy that connected to them
/// would send its visitors' requests into mail servers and the like.
/// </remarks>
public static class BadPorts
{
    private static readonly FrozenSet<int> Blocked = FrozenSet.Create<int>([
        .. (ReadOnlySpan<int>)[0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95],
        .. (ReadOnlySpan<int>)
            [101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179],
        .. (ReadOnlySpan<int>)[389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587],
        .. (ReadOnlySpan<int>)
            [601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000],
        .. (ReadOnlySpan<int>)[6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
    ]);

    /// <summary>True if a port is on the list; numbers that are no port are not.</summary>
    public static bool Contains(int port) => Blocked.Contains(port);
}
