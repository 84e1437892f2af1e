using Coral.Caching.Http;
using Coral.Caching.Transfers;

namespace Coral.Simulation.Web;

/// <summary>One node's origin fetcher: a connection for each request.</summary>
/// <remarks>
/// A connection that was prepared serves the next request, and is dropped when none comes for
/// <see cref="WebConditions.ConnectionIdleTime"/>. Names resolve at once.
/// </remarks>
internal sealed class SimulatedOriginClient(SimulatedWeb web, SimulatedOrigin origin, int place) : IOriginFetcher
{
    private readonly Queue<(CacheKey Key, TimeSpan At, Task<bool> Connecting)> _prepared = new();

    /// <inheritdoc />
    public async Task<FetchedResponse> SendAsync(CacheRequest request, CancellationToken cancellationToken)
    {
        if (!await TakeConnection(cancellationToken))
        {
            return FetchedResponse.Failed(FetchFailure.ConnectTimedOut);
        }

        ResponseHead? head = null;
        var incoming = await web.RequestAsync(place, web.Origin, _ => Task.FromResult(Serve()), cancellationToken);
        return incoming is null
            ? FetchedResponse.Failed(FetchFailure.ConnectionLost)
            : FetchedResponse.Responded(head!, incoming);

        OutgoingResponse Serve()
        {
            (head, var response) = origin.Respond(place, request);
            return response;
        }
    }

    /// <inheritdoc />
    public void Prepare(CacheKey key, OriginPreparation step)
    {
        if (step == OriginPreparation.Connect && !_prepared.Any(p => p.Key == key && IsUsable(p.At)))
        {
            _prepared.Enqueue((key, web.Clock.Elapsed, ConnectAsync(CancellationToken.None)));
        }
    }

    private Task<bool> TakeConnection(CancellationToken cancellationToken)
    {
        while (_prepared.TryDequeue(out var prepared))
        {
            if (IsUsable(prepared.At))
            {
                return prepared.Connecting;
            }
        }

        return ConnectAsync(cancellationToken);
    }

    private bool IsUsable(TimeSpan preparedAt) => web.Clock.Elapsed - preparedAt < WebConditions.ConnectionIdleTime;

    private async Task<bool> ConnectAsync(CancellationToken cancellationToken)
    {
        origin.Connections++;
        return await web.Connections.ConnectAsync(place, web.Origin, cancellationToken);
    }
}
