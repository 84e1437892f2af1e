using System.Net;
using System.Net.Sockets;

namespace Coral.Cli.Fetching;

/// <summary>Runs the whole path of a fetch once, against ourselves, before the one that is measured.</summary>
/// <remarks>
/// A process that has just started compiles each method at its first call: some 50 ms, a hundred times what a node on
/// this machine takes for a hit. They would all be charged to the node.
/// </remarks>
internal static class WarmUp
{
    internal static async Task RunAsync(FetchTarget target, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var responding = RespondAsync(listener, cancellationToken);
        var ourselves = target with { Node = (IPEndPoint)listener.LocalEndpoint };
        await NodeFetch.RunAsync(ourselves, Stream.Null, clock, cancellationToken);
        await responding;
    }

    private static async Task RespondAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        using var socket = await listener.AcceptSocketAsync(cancellationToken);
        await socket.ReceiveAsync(new byte[4096], cancellationToken);
        var response = "HTTP/1.1 200 OK\r\nCache-Status: coral\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8;
        await socket.SendAsync(response.ToArray(), cancellationToken);
    }
}
