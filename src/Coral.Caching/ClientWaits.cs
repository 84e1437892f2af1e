using Coral.Caching.Events;
using Coral.Caching.Transfers;

namespace Coral.Caching;

/// <summary>Waits for a client, and counts: for a permit at an origin, and for the header of a flight.</summary>
internal sealed class ClientWaits(OriginConcurrencyLimiter limiter, CacheMetrics metrics)
{
    /// <summary>Waits for a permit at <paramref name="origin"/>.</summary>
    public async Task<OriginPermit> ForPermitAsync(string origin, CancellationToken cancellationToken)
    {
        metrics.QueueEntered();
        try
        {
            return await limiter.AcquireAsync(origin, cancellationToken);
        }
        finally
        {
            metrics.QueueLeft();
        }
    }

    /// <summary>Waits for the header of a flight, and leaves the flight when the client does.</summary>
    public async Task<FlightOutcome> ForHeaderAsync(Flight flight, CancellationToken cancellationToken)
    {
        metrics.WaitBegan();
        try
        {
            return await flight.WaitForHeaderAsync(cancellationToken);
        }
        catch
        {
            flight.Leave();
            throw;
        }
        finally
        {
            metrics.WaitEnded();
        }
    }
}
