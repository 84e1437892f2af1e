using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>The transfer of one body from its source to the followers of a flight, and into the store.</summary>
internal sealed class BodyTransfer(ICacheStore store, FetchHistory history, CacheOptions options)
{
    /// <summary>Passes <paramref name="outcome"/> on, and then the body as it comes.</summary>
    public async Task RunAsync(Flight flight, FlightOutcome outcome, ReceivedHead received, IOriginBody origin)
    {
        var key = flight.Request.Key;
        using var writer = outcome.Storable ? store.OpenWriter(key, received, origin.Length) : null;
        var buffer = writer?.Body ?? new MemoryBuffer(origin.Length);
        var isOnDemand = flight.IsForHead && !(outcome.Storable && origin.Length <= KeptHeads.SmallBytes);
        var growing = new GrowingBody(buffer, origin.Length, options.RunAheadBytes, isOnDemand);
        flight.Arrive(
            outcome with
            {
                Body = growing,
                WillBeStored = WillBeStored(outcome, origin, isOnDemand),
            },
            growing
        );

        var failure = await CopyAsync(origin, growing, flight);
        if (failure is { } broken)
        {
            history.Failed(key, broken, received.SentAt);
            flight.EndBody(broken, stored: false);
            return;
        }

        history.Succeeded(key, received.Received.Status);
        if (writer is not null)
        {
            flight.Stored = await writer.CompleteAsync((origin as IDigestedBody)?.Digests);
        }

        flight.EndBody(failure: null, stored: flight.Stored is not null);
    }

    private bool WillBeStored(FlightOutcome outcome, IOriginBody origin, bool isOnDemand) =>
        outcome.Storable && !isOnDemand && store.Takes(outcome.Head!, origin.Length ?? 0);

    private async Task<FetchFailure?> CopyAsync(IOriginBody origin, GrowingBody growing, Flight flight)
    {
        var received = 0L;
        while (!growing.HasDeclaredLength)
        {
            await growing.WaitForDemandAsync(flight.Abandoned);
            if (growing.MissingBytes is > 0 and var missing)
            {
                if (!await flight.Memory.TryTakeAsync(missing, flight.Abandoned))
                {
                    return FetchFailure.Overloaded;
                }

                growing.Grow();
            }

            var read = await origin.ReadAsync(growing.Room(), flight.Abandoned);
            if (read.Bytes == 0)
            {
                return read.Failure ?? (growing.Length is null ? null : FetchFailure.ConnectionLost);
            }

            received += read.Bytes;
            if (received > options.MaxObjectBytes)
            {
                return FetchFailure.TooLarge;
            }

            await growing.AdvanceAsync(read.Bytes, flight.Abandoned);
        }

        return null;
    }
}
