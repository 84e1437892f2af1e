using System.Runtime.CompilerServices;
using Coral.Core.Network;

namespace Coral.Dns.Redirection;

/// <summary>Room for the addresses of one answer.</summary>
[InlineArray(Capacity)]
internal struct ProxyAddresses
{
    /// <summary>Most addresses in one answer.</summary>
    public const int Capacity = 8;

    private NodeAddress _first;
}
