using System.Net;

namespace Coral.Proxy.Origin;

/// <summary>Says where a public proxy may connect. Asked for every connection, at the moment it is made.</summary>
public interface IAddressGuard
{
    /// <summary>Whether <paramref name="address"/> is a public one: not private, not special, and embeds no such address.</summary>
    bool Allows(IPAddress address);

    /// <summary>Whether web clients connect to <paramref name="port"/> (WHATWG fetch, "bad port").</summary>
    bool AllowsPort(int port);
}
