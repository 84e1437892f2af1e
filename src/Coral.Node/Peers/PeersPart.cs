using System.Net.Sockets;
using Coral.Core.Index;
using Coral.Node.Hosting;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;

namespace Coral.Node.Peers;

/// <summary>The server that answers other proxies.</summary>
/// <param name="server">The server; the part disposes it.</param>
/// <param name="options">The options that the server has.</param>
/// <param name="own">Gets the address listened on, so that the node does not fetch from itself.</param>
internal sealed class PeersPart(PeerServer server, PeerOptions options, OwnListeners own) : INodePart
{
    private const string Flag = "--peer";

    /// <inheritdoc />
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public async Task<NodeListening> StartAsync(NodeListening listening, CancellationToken cancellationToken)
    {
        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch (Exception ex) when (ex is IOException or SocketException)
        {
            const string Option = $"{Flag} (Coral:Peers:Listen)";
            throw ListenDiagnosis.Explain(options.Listen, SocketType.Stream, Option, ex);
        }

        own.Add(server.EndPoint);
        return listening.With(
            new ListenAddress(Flag, server.EndPoint)
            {
                Line = $"Peers on {server.EndPoint} (HTTP/2 without TLS)",
                Place = 50,
                Service = NodeServices.Peer,
            }
        );
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
