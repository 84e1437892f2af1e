using System.Net;
using System.Net.Sockets;
using Coral.Testing.Network;

namespace Coral.Functional.Tests.Dns.Wide.Fixtures;

/// <summary>HTTP from inside a namespace.</summary>
internal static class SiteHttp
{
    /// <summary>A client whose connections begin in a namespace: a socket stays where it was made.</summary>
    /// <param name="network">The namespace.</param>
    /// <param name="server">Where all of them lead, whatever the URL's host.</param>
    public static HttpClient Create(NetworkNamespace network, IPEndPoint server) =>
        new(
            new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellationToken) =>
                {
                    var socket = await network.RunAsync(() =>
                        Task.FromResult(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
                    );
                    await socket.ConnectAsync(server, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        );
}
