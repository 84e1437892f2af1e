using System.Collections.Concurrent;
using Coral.Dns.Queries;
using Coral.Dns.Serving;

namespace Coral.Transport.Dns.Udp;

/// <summary>UDP queries whose answers need time, set aside so that no other query waits for them.</summary>
/// <remarks>Safe from any thread. Each deferred query is a copy in a pooled batch of one.</remarks>
internal sealed class DeferredQueries(
    IDnsResponder responder,
    int most,
    bool keepsPacketInfo,
    DnsListenerMetrics metrics,
    Action<Exception> onFault
) : IAsyncDisposable
{
    private readonly InFlightCounter _running = new(most);
    private readonly ConcurrentBag<DatagramBatch> _spare = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Copies a query, and sends its response when it is ready.</summary>
    /// <returns><see langword="false"/> at the bound.</returns>
    public bool TryStart(DatagramBatch batch, int slot, QuerySource source, int socket)
    {
        if (!_running.TryBegin())
        {
            return false;
        }

        if (!_spare.TryTake(out var copy))
        {
            copy = new DatagramBatch(slots: 1, keepsPacketInfo);
        }

        copy.CopyFrom(batch, slot);
        _ = Task.Run(() => AnswerAsync(copy, source, socket));
        return true;
    }

    /// <summary>Cancels the queries that still wait; sockets may be closed afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        var ended = _running.CloseAsync();
        await _stop.CancelAsync().ConfigureAwait(false);
        await ended.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AnswerAsync(DatagramBatch copy, QuerySource source, int socket)
    {
        try
        {
            var query = copy.QueryMemory(0);
            var bytes = await responder
                .AnswerAsync(query, source, copy.AnswerMemory(0), _stop.Token)
                .ConfigureAwait(false);
            if (bytes > 0)
            {
                copy.Reply(0, bytes);
                var refused = copy.Send(socket);
                metrics.SentByUdp(1 - refused);
                metrics.Refused(refused);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The listener is being stopped; the resolver retries at another server.
        }
        catch (Exception ex)
        {
            metrics.Fault();
            onFault(ex);
        }
        finally
        {
            _spare.Add(copy);
            _running.End();
        }
    }
}
