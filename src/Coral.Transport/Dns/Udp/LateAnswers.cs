using Coral.Dns.Serving;

namespace Coral.Transport.Dns.Udp;

/// <summary>Queries over UDP whose answers need time: they wait here, so that no other waits for them.</summary>
/// <remarks>Any thread. Each holds a copy of its query; copies are made as they are needed, and used again.</remarks>
internal sealed class LateAnswers(
    IDnsResponder responder,
    int most,
    bool keepAskedAddress,
    DnsListenerMetrics metrics,
    Action<Exception> onFault
) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Stack<DatagramBatch> _spare = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _isStopping;

    /// <summary>Takes a copy of a query, and sends its answer when it is ready.</summary>
    /// <returns><see langword="false"/> when as many wait as may.</returns>
    public bool TryStart(DatagramBatch batch, int slot, in QuerySource source, int socket)
    {
        DatagramBatch? copy;
        lock (_lock)
        {
            if (_running == most || _isStopping)
            {
                return false;
            }

            _running++;
            _spare.TryPop(out copy);
        }

        copy ??= new DatagramBatch(slots: 1, keepAskedAddress);
        copy.CopyFrom(batch, slot);
        var from = source;
        _ = Task.Run(() => AnswerAsync(copy, from, socket));
        return true;
    }

    /// <summary>Gives up those that still wait. Sockets may be closed after.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isStopping = true;
            if (_running == 0)
            {
                _drained.TrySetResult();
            }
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _drained.Task.ConfigureAwait(false);
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
            GiveBack(copy);
        }
    }

    private void GiveBack(DatagramBatch copy)
    {
        lock (_lock)
        {
            _spare.Push(copy);
            _running--;
            if (_isStopping && _running == 0)
            {
                _drained.TrySetResult();
            }
        }
    }
}
