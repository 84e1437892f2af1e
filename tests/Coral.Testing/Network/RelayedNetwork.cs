using System.Net;

namespace Coral.Testing.Network;

/// <summary>
/// A wide area on one machine: namespaces with real sockets, and between them a delay for each pair of them.
/// </summary>
/// <remarks>
/// Every site has one device, whose cable ends here: what the site sends to addresses of others is read from it, kept
/// as long as the way is, and written to the other's device. Among addresses of one site the system's own loopback is
/// the way. Needs root (CAP_NET_ADMIN, CAP_SYS_ADMIN), iproute2 and /dev/net/tun; no emulation of the kernel's. Made
/// and removed by the test.
/// </remarks>
public sealed class RelayedNetwork : IDisposable
{
    private static int _networks;
    private readonly string _name = $"coral-{Environment.ProcessId}-wide-{Interlocked.Increment(ref _networks)}";

    private readonly PacketRelay _relay;
    private readonly List<RelayedSite> _sites = [];

    /// <summary>Begins without sites.</summary>
    /// <param name="oneWay">How long a packet takes from a site to another, by their names.</param>
    /// <param name="observe">Sees every packet between sites as it is sent; on several threads.</param>
    public RelayedNetwork(Func<string, string, TimeSpan> oneWay, Action<PassedPacket> observe) =>
        _relay = new PacketRelay(oneWay, observe);

    /// <summary>Adds a site.</summary>
    /// <param name="name">Its name for delays; no other's.</param>
    /// <param name="addresses">IPv4 addresses that no other site has.</param>
    public RelayedSite AddSite(string name, params string[] addresses)
    {
        var network = new NetworkNamespace($"{_name}-{name}");
        try
        {
            var site = new RelayedSite(name, network, [.. addresses.Select(IPAddress.Parse)], _relay);
            _sites.Add(site);
            return site;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Removes the sites, and forgets what is under way. What runs in them must have ended.</summary>
    public void Dispose()
    {
        _relay.Dispose();
        foreach (var site in _sites)
        {
            site.Dispose();
        }
    }
}
