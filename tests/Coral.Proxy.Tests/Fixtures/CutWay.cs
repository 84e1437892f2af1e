using System.Net;
using System.Net.Sockets;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A way between two sockets that can be cut without either of them hearing of it.</summary>
internal sealed class CutWay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _cut = new();
    private readonly Socket _far = new(SocketType.Stream, ProtocolType.Tcp);
    private Task _running = Task.CompletedTask;
    private Socket? _near;

    private CutWay() => _listener.Start();

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public static async Task<CutWay> ToAsync(IPEndPoint target)
    {
        var way = new CutWay();
        await way._far.ConnectAsync(target, TestContext.Current.CancellationToken);
        way._running = way.RunAsync();
        return way;
    }

    /// <summary>From now on nothing comes through, either way.</summary>
    public async Task CutAsync()
    {
        await _cut.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        _near?.Dispose();
        _far.Dispose();
        _listener.Dispose();
        _cut.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            _near = await _listener.AcceptSocketAsync(_cut.Token);
            await Task.WhenAll(PumpAsync(_near, _far), PumpAsync(_far, _near));
        }
        catch (OperationCanceledException)
        {
            // Cut.
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer, _cut.Token) is > 0 and var bytes)
        {
            await to.SendAsync(buffer.AsMemory(0, bytes), _cut.Token);
        }
    }
}
