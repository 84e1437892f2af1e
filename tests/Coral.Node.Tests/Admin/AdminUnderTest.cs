using System.Net;
using System.Net.Sockets;
using System.Text;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Node.Admin;
using Coral.Node.Admin.Index;
using Coral.Node.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Node.Tests.Admin;

/// <summary>The admin API on a real socket, over an index in memory.</summary>
internal sealed class AdminUnderTest : IAsyncDisposable
{
    public static readonly NodeContact Self = Contact(1, "127.0.0.1:7400");
    public static readonly NodeContact Other = Contact(2, "192.0.2.7:7400");

    private readonly AdminServer _server;

    private AdminUnderTest(IReadOnlyList<AdminRoute> more)
    {
        var network = new MemoryIndexNetwork(TimeProvider.System);
        Content = new MemoryContentIndex(Self.Id, network);
        var directory = new MemoryNodeDirectory();
        directory.Set([Other]);
        var pages = new IndexPages(Content, directory, () => Self, TimeProvider.System);
        _server = new AdminServer(
            new AdminOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
            [.. pages.Routes, .. more],
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
    }

    public MemoryContentIndex Content { get; }

    public HttpClient Client { get; } = new();

    public static async Task<AdminUnderTest> StartAsync(params AdminRoute[] more)
    {
        var admin = new AdminUnderTest(more);
        await admin._server.StartAsync(TestContext.Current.CancellationToken);
        admin.Client.BaseAddress = new Uri($"http://{admin._server.EndPoint}");
        return admin;
    }

    /// <summary>Sends these bytes and gives the whole answer: for heads that no client library would send.</summary>
    public async Task<string> SendRawAsync(string head)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_server.EndPoint, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.Latin1.GetBytes(head), TestContext.Current.CancellationToken);
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return _server.DisposeAsync();
    }

    private static NodeContact Contact(ulong id, string address) =>
        new(
            new NodeId(Identifier.FromNumber(id)),
            NodeAddress.From(IPEndPoint.Parse(address)),
            new ServicePorts(0, 8080, 0)
        );
}
