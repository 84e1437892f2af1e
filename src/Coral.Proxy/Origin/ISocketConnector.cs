using System.Net;

namespace Coral.Proxy.Origin;

/// <summary>Opens one TCP connection to one address.</summary>
public interface ISocketConnector
{
    /// <summary>Connects to <paramref name="endPoint"/>.</summary>
    /// <returns><see langword="null"/> when the connection is refused or the address cannot be reached.</returns>
    Task<Stream?> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken);
}
