using System.Net;

namespace Coral.Testing.Network;

/// <summary>A place of a <see cref="RelayedNetwork"/>: a namespace with addresses of its own.</summary>
public sealed class RelayedSite : IDisposable
{
    private const string Device = "wide";
    private readonly TunDevice _device;
    private readonly Thread _reader;

    internal RelayedSite(string name, NetworkNamespace network, IReadOnlyList<IPAddress> addresses, PacketRelay relay)
    {
        Network = network;
        Addresses = addresses;
        _device = network.RunAsync(() => Task.FromResult(TunDevice.Open(Device))).GetAwaiter().GetResult();
        foreach (var address in addresses)
        {
            network.Configure("address", "add", $"{address}/32", "dev", Device);
        }

        // No neighbours to be found, and nothing of IPv6, which the relay does not know.
        network.Configure("link", "set", Device, "addrgenmode", "none");
        network.Configure("link", "set", Device, "up");
        network.Configure("route", "add", "default", "dev", Device);
        _reader = relay.Add(name, _device, addresses);
    }

    /// <summary>Its namespace: what runs there has the site's addresses, and reaches all sites.</summary>
    public NetworkNamespace Network { get; }

    public IReadOnlyList<IPAddress> Addresses { get; }

    public void Dispose()
    {
        // A reader waits in the system until its device goes.
        Network.Configure("link", "delete", Device);
        _reader.Join();
        _device.Dispose();
        Network.Dispose();
    }
}
