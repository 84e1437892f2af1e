using System.Net;
using System.Net.Sockets;
using Coral.Core.Network;
using Coral.Core.Time;
using Coral.Node.Hosting;
using Coral.Transport.Udp;

namespace Coral.Node.Index;

/// <summary>The socket of the index: bound before the index runs, so that the advertised address is known.</summary>
/// <param name="config">The address to bind, and the one to advertise.</param>
/// <param name="wrap">Puts something before the bound socket, which then owns it.</param>
internal sealed class IndexSocketPart(
    IndexPartConfig config,
    UdpMetrics metrics,
    Func<IDatagramTransport, IDatagramTransport> wrap,
    TimeProvider clock
) : INodePart
{
    /// <summary>The node is ready without an answer; it then advertises the address of the default route.</summary>
    private static readonly TimeSpan ResolveTimeLimit = TimeSpan.FromSeconds(2);

    private IDatagramTransport? _transport;
    private bool _isTaken;

    /// <summary>The address that others are given for this node. After the start.</summary>
    public IPAddress AdvertisedAddress => _transport!.LocalAddress.ToIPAddress();

    /// <summary>The operator names the advertised address: this machine need not have it.</summary>
    public bool IsAddressConfigured => config.Advertise is not null;

    /// <summary>The bound socket, once: the caller disposes it. After the start.</summary>
    public IDatagramTransport Take()
    {
        _isTaken = true;
        return _transport!;
    }

    /// <inheritdoc />
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public async Task<NodeListening> StartAsync(NodeListening listening, CancellationToken cancellationToken)
    {
        var listen = config.Node.Listen;
        var advertise = config.Advertise;
        if (advertise is null && (listen.Address.Equals(IPAddress.Any) || listen.Address.Equals(IPAddress.IPv6Any)))
        {
            advertise = OutboundAddress.Towards(await FindJoinAsync(listen, cancellationToken));
        }

        try
        {
            _transport = UdpDatagramTransport.Open(listen, advertise, config.Udp, metrics);
        }
        catch (SocketException ex)
        {
            throw ListenDiagnosis.Explain(listen, SocketType.Dgram, "--index (Coral:Index:Listen)", ex);
        }

        // Assigned step by step: where the wrapper throws, the disposal of the part still finds the socket.
        _transport = wrap(_transport);
        if (config.Node.IsLoopbackOnly)
        {
            _transport = new LoopbackDatagramTransport(_transport);
        }

        return listening;
    }

    /// <summary>The first node to join through that has an address, in the family that is listened on.</summary>
    private async Task<IPEndPoint[]> FindJoinAsync(IPEndPoint listen, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(ResolveTimeLimit, clock, cancellationToken);
        var both = listen.Address.Equals(IPAddress.IPv6Any);
        foreach (var place in config.Node.Join)
        {
            try
            {
                var found = place.Address is { } address
                    ? [address.ToIPAddress()]
                    : await config.Resolver.ResolveAsync(place.Host, limit.Token);
                if (found.FirstOrDefault(one => both || one.AddressFamily == listen.AddressFamily) is { } first)
                {
                    return [new IPEndPoint(first, place.Port)];
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return [];
            }
        }

        return [];
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() =>
        _transport is null || _isTaken ? ValueTask.CompletedTask : _transport.DisposeAsync();
}
