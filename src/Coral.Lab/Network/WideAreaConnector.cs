using System.Net;
using System.Net.Sockets;
using Coral.Proxy.Origin;
using Coral.Transport.WideArea;

namespace Coral.Lab.Network;

/// <summary>Opens a node's connections from its own address, over the emulated wide area.</summary>
internal sealed class WideAreaConnector(WideAreaNetwork area, IPAddress own) : ISocketConnector
{
    /// <inheritdoc />
    public Task<Stream?> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        return area.ConnectAsync(own, endPoint.Address, token => OpenAsync(endPoint, token), cancellationToken);
    }

    private async Task<Stream?> OpenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(own, 0));
            await socket.ConnectAsync(endPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
