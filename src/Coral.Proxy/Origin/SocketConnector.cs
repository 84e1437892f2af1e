using System.Net;
using System.Net.Sockets;

namespace Coral.Proxy.Origin;

/// <summary>Opens TCP connections with the operating system's sockets.</summary>
public sealed class SocketConnector : ISocketConnector
{
    /// <inheritdoc />
    public async Task<Stream?> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        Socket? socket = null;
        try
        {
            socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(endPoint, cancellationToken);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return stream;
        }
        catch (SocketException)
        {
            return null;
        }
        finally
        {
            socket?.Dispose();
        }
    }
}
