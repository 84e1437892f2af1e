using System.Collections.Concurrent;
using Coral.Dns.Queries;
using Coral.Dns.Serving;

namespace Coral.Transport.Dns.Udp;

/// <summary>Queries over UDP whose answers need time: they wait here, so that no other waits for them.</summary>
/// <remarks>Any thread. Each holds a copy of its query; copies are made as they are needed, and used again.</remarks>
internal sealed class DeferredQueries(
    IDnsResponder responder,
    int most,
    bool keepAskedAddress,
    DnsListenerMetrics metrics,
    Action<Exception> onFault
) : IAsyncDisposable
{
    private readonly InFlightCounter _running = new(most);
    private readonly ConcurrentBag<DatagramBatch> _spare = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Takes a copy of a query, and sends its answer when it is ready.</summary>
    /// <returns><see langword="false"/> when as many wait as may.</returns>
    public bool TryStart(DatagramBatch batch, int slot, QuerySource source, int socket)
    {
        if (!_running.TryBegin())
        {
            return false;
        }

        if (!_spare.TryTake(out var copy))
        {
            copy = new DatagramBatch(slots: 1, keepAskedAddress);
        }

        copy.CopyFrom(batch, slot);
        _ = Task.Run(() => AnswerAsync(copy, source, socket));
        return true;
    }

    /// <summary>Gives up those that still wait. Sockets may be closed after.</summary>
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
            // We stop; the resolver asks another server.
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
