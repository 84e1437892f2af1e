using Coral.Caching.Http;

namespace Coral.Simulation.Web;

/// <summary>One request and its response, over an open connection.</summary>
/// <remarks>
/// 1. The request travels. 2. The server handles it. 3. The header travels, and 4. the body behind it, chunk by chunk,
/// as far as the window allows. A host that crashes falls silent: the other side notices after
/// <see cref="WebConditions.LongestSilence"/>.
/// </remarks>
#pragma warning disable CA1001 // A source without timer or link holds nothing, and may be cancelled after the end.
internal sealed class Exchange
#pragma warning restore CA1001
{
    private readonly SimulatedWeb _web;
    private readonly WebHost _requester;
    private readonly WebHost _server;
    private readonly Func<CancellationToken, Task<OutgoingResponse>> _serve;
    private readonly Flow _back;
    private readonly CongestionWindow _window = new();
    private readonly CancellationTokenSource _gone = new();

    public Exchange(
        SimulatedWeb web,
        WebHost requester,
        WebHost server,
        Func<CancellationToken, Task<OutgoingResponse>> serve
    )
    {
        (_web, _requester, _server, _serve) = (web, requester, server, serve);
        _back = new Flow(web, server, requester);
        Incoming = new IncomingResponse(Acknowledge, Leave);
    }

    /// <summary>The response, as the requester reads it.</summary>
    public IncomingResponse Incoming { get; }

    /// <summary>Runs the exchange to its end. An exception of the server's code becomes the fault of the run.</summary>
    public async Task RunAsync()
    {
        using var serverLost = _server.Lost.Register(() => Incoming.End(FetchFailure.ConnectionLost));
        using var requesterLost = _requester.Lost.Register(Abandon);
        try
        {
            var request = new TaskCompletionSource();
            await new Flow(_web, _requester, _server).SendAsync(WebConditions.HeaderBytes, request.SetResult);
            await request.Task.WaitAsync(_gone.Token);
            using var outgoing = await _serve(_gone.Token);
            await SendAsync(outgoing);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The requester has left and waits for no end.
        }
        catch (Exception fault)
        {
            _web.Fault ??= fault;
            Incoming.End(FetchFailure.ConnectionLost);
        }
    }

    /// <summary>Ends the exchange for the requester; the server learns of it half a round trip later.</summary>
    public void Leave()
    {
        if (_requester.IsAlive)
        {
            _web.Connections.Refresh(_requester.Place, _server.Place);
            _web.Clock.Schedule(_web.RoundTrip(_requester, _server) / 2, _ => Abandon(), null);
        }
    }

    private async Task SendAsync(OutgoingResponse outgoing)
    {
        if (outgoing.Body is not { } body)
        {
            await _back.SendAsync(outgoing.HeaderBytes, Incoming.OpenEmpty);
            return;
        }

        var length = body.Length - outgoing.Start;
        await _back.SendAsync(outgoing.HeaderBytes, () => Incoming.Open(length));
        var failure = await SendAsync(body, outgoing.Start);
        var trailer = outgoing.Trailer?.Invoke() ?? default;
        await _back.SendAsync(trailer.Length, () => Incoming.End(failure, trailer));
    }

    /// <summary>Sends a body while it arrives.</summary>
    /// <returns>The failure with which the body broke off, if any; the requester sees a broken connection.</returns>
    private async Task<FetchFailure?> SendAsync(IBodyReader body, long offset)
    {
        while (true)
        {
            var (bytes, failure) = await body.ReadAsync(offset, _gone.Token);
            if (bytes.IsEmpty)
            {
                return failure is null or FetchFailure.WrongDigest ? failure : FetchFailure.ConnectionLost;
            }

            _gone.Token.ThrowIfCancellationRequested();
            var chunk = bytes[..Math.Min(bytes.Length, _web.Conditions.ChunkBytes)];
            await _window.OpenAsync(chunk.Length, _gone.Token);
            await _back.SendAsync(chunk.Length, () => Incoming.Append(chunk));
            if (_back.HasLost)
            {
                _window.Shrink();
            }

            offset += chunk.Length;
        }
    }

    private void Acknowledge(int bytes) =>
        _web.Clock.Schedule(_web.RoundTrip(_requester, _server) / 2, _ => _window.Acknowledge(bytes), null);

    private void Abandon() => _gone.Cancel();
}
