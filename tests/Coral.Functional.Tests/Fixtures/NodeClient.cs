using System.Net;
using System.Net.Sockets;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>HTTP clients that connect to a node whatever the URL's host is, and change nothing on the way.</summary>
internal static class NodeClient
{
    /// <summary>No redirects followed, no cookies kept, nothing decompressed, no proxy.</summary>
    public static HttpClient Create(IPEndPoint node) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                AutomaticDecompression = DecompressionMethods.None,
                ConnectCallback = async (_, token) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    try
                    {
                        await socket.ConnectAsync(node, token);
                        return new NetworkStream(socket, ownsSocket: true);
                    }
                    catch
                    {
                        socket.Dispose();
                        throw;
                    }
                },
            }
        );
}
