using System.Net;
using Coral.Caching.Http;
using Coral.Proxy.Origin.Addresses;

namespace Coral.Proxy.Origin;

/// <summary>The end points of an origin that a public proxy may connect to.</summary>
/// <remarks>
/// 1. pinned? then the operator's server, and the port when the operator named one;
/// 2. ports that no web client connects to are refused;
/// 3. hosts that are addresses are refused;
/// 4. the name is resolved;
/// 5. any of our own listeners among the addresses, pinned or not, is a loop;
/// 6. private and special addresses are refused, unless pinned.
/// </remarks>
/// <param name="options">The time limit of a lookup ahead of its request.</param>
/// <param name="pins">The hosts whose server the operator has set.</param>
/// <param name="own">The addresses that this node listens on.</param>
/// <param name="resolver">The resolver of host names.</param>
/// <param name="clock">The clock for the age of resolved names.</param>
public sealed class OriginEndPoints(
    OriginOptions options,
    OriginPins pins,
    IOwnListeners own,
    IHostResolver resolver,
    TimeProvider clock
)
{
    private readonly PreparedNames _names = new(resolver, options.ConnectTimeLimit, clock);

    /// <summary>
    /// True if the port that a URL of this host names is replaced: then that of the other scheme is too.
    /// </summary>
    public bool PinsPort(string host) => pins.TryFind(host, out var pin) && pin.Port is not null;

    /// <summary>Begins to resolve a name that a connection may follow to, where it will be needed.</summary>
    public void Prepare(string host, int port)
    {
        if (pins.TryFind(host, out var pin))
        {
            if (pin.Address is null)
            {
                _names.Prepare(pin.Server);
            }
        }
        else if (!BadPorts.Contains(port) && !IPAddress.TryParse(host, out _))
        {
            _names.Prepare(host);
        }
    }

    /// <summary>The end points that may be connected to, in order; or why there is none.</summary>
    public async ValueTask<(IReadOnlyList<IPEndPoint> EndPoints, FetchFailure? Failure)> FindAsync(
        string host,
        int port,
        CancellationToken cancellationToken
    )
    {
        var pinned = pins.TryFind(host, out var pin);
        if (pin?.Port is null && BadPorts.Contains(port))
        {
            return ([], FetchFailure.PortRefused);
        }

        if (pinned)
        {
            return Check(await ServerAsync(pin!, cancellationToken), pin!.Port ?? port, isPinned: true);
        }

        if (IPAddress.TryParse(host, out _))
        {
            return ([], FetchFailure.AddressRefused);
        }

        return Check(await _names.ResolveAsync(host, cancellationToken), port, isPinned: false);
    }

    private async ValueTask<IReadOnlyList<IPAddress>> ServerAsync(OriginPin pin, CancellationToken cancellationToken) =>
        pin.Address is { } address ? [address] : await _names.ResolveAsync(pin.Server, cancellationToken);

    private (IReadOnlyList<IPEndPoint> EndPoints, FetchFailure? Failure) Check(
        IReadOnlyList<IPAddress> addresses,
        int port,
        bool isPinned
    )
    {
        IPEndPoint[] endPoints = [.. addresses.Select(address => new IPEndPoint(address, port))];
        if (endPoints.Length == 0)
        {
            return ([], FetchFailure.NameNotResolved);
        }

        if (Array.Exists(endPoints, own.Contains))
        {
            return ([], FetchFailure.Loop);
        }

        var allowed = isPinned
            ? endPoints
            : Array.FindAll(endPoints, endPoint => AddressPolicy.Classify(endPoint.Address).IsAllowed);
        return allowed.Length == 0 ? ([], FetchFailure.AddressRefused) : (allowed, null);
    }
}
