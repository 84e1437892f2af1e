using System.Net;
using Coral.Proxy.Origin;
using Coral.Proxy.Origin.Addresses;

namespace Coral.Node;

/// <summary>The guard of a public proxy: public unicast addresses, and no port of the WHATWG list.</summary>
internal sealed class PublicAddressGuard : IAddressGuard
{
    public bool Allows(IPAddress address) => AddressPolicy.Judge(address).IsAllowed;

    public bool AllowsPort(int port) => !BadPorts.Contains(port);
}
