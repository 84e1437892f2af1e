using System.Net;
using System.Net.NetworkInformation;

namespace Coral.Proxy.Origin;

/// <summary>The endpoints this node listens on, filled when they are bound. Any number of threads.</summary>
/// <remarks>
/// A wildcard listener is reached by every address of this machine, whose list is read only when the port is
/// already ours. All of 127.0.0.0/8 counts as this machine, and connecting to the unspecified address reaches it too.
/// </remarks>
public sealed class OwnListeners : IOwnListeners
{
    private readonly Func<IEnumerable<IPAddress>> _machineAddresses;
    private volatile IPEndPoint[] _listeners = [];

    /// <summary>Creates an empty set that reads this machine's addresses from the operating system.</summary>
    public OwnListeners()
        : this(AddressesOfInterfaces) { }

    /// <summary>Creates an empty set.</summary>
    /// <param name="machineAddresses">Lists this machine's addresses.</param>
    public OwnListeners(Func<IEnumerable<IPAddress>> machineAddresses)
    {
        _machineAddresses = machineAddresses;
    }

    /// <summary>Adds a bound listener: its address, or a wildcard, and its true port.</summary>
    public void Add(IPEndPoint listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        lock (_machineAddresses)
        {
            _listeners = [.. _listeners, new IPEndPoint(Plain(listener.Address), listener.Port)];
        }
    }

    /// <inheritdoc />
    public bool Contains(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        var address = Plain(endPoint.Address);
        foreach (var listener in _listeners)
        {
            if (listener.Port == endPoint.Port && Reaches(address, listener.Address))
            {
                return true;
            }
        }

        return false;
    }

    private bool Reaches(IPAddress address, IPAddress listener) =>
        IsAny(listener)
            ? IsAny(address)
                || IPAddress.IsLoopback(address)
                || _machineAddresses().Any(own => Plain(own).Equals(address))
            : address.Equals(listener) || (IsAny(address) && IPAddress.IsLoopback(listener));

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        return address.IsIPv6LinkLocal ? new IPAddress(address.GetAddressBytes()) : address;
    }

    private static IEnumerable<IPAddress> AddressesOfInterfaces() =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address);
}
