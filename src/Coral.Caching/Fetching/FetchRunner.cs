using Coral.Caching.Model;
using Coral.Caching.Rules;

namespace Coral.Caching.Fetching;

/// <summary>Takes one flight from the request to its end.</summary>
internal sealed class FetchRunner(
    IOriginFetcher fetcher,
    HeaderJudge judge,
    BodyTransfer transfer,
    OriginGate gate,
    CacheMetrics metrics,
    TimeProvider clock
)
{
    /// <summary>Runs <paramref name="flight"/>. Never throws: what goes wrong is the followers' to learn.</summary>
    /// <param name="flight">A flight that nobody runs yet.</param>
    /// <param name="slot">The slot at the origin that it was given, if it had to have one.</param>
    public async Task RunAsync(Flight flight, GateSlot? slot)
    {
        using var _ = slot;
        try
        {
            await FlyAsync(flight, flight.Validating, slot);
        }
        catch (OperationCanceledException) when (flight.Abandoned.IsCancellationRequested)
        {
            flight.EndBody(FetchFailure.ConnectionLost, stored: false);
        }
        // The edge of a task that nobody awaits: a fault is for those who follow to meet.
        catch (Exception fault)
        {
            flight.Fault(fault);
        }
    }

    private async Task FlyAsync(Flight flight, StoredResponse? validating, GateSlot? slot)
    {
        var request = validating is null ? flight.Request : Validation.Conditional(flight.Request, validating);
        var sentAt = clock.GetUtcNow();
        metrics.OriginAsked();
        var result = await fetcher.SendAsync(request, flight.Abandoned);
        if (result.Head is not { } head)
        {
            flight.End(judge.Failed(flight.Request, result.Failure, sentAt));
            return;
        }

        await using var body = result.Body!;
        var arrival = judge.Receive(flight.Request, head, sentAt);
        if (head.Status == 304 && validating is not null)
        {
            if (judge.NotModified(validating, arrival) is { } refreshed)
            {
                flight.End(refreshed);
                return;
            }

            await FlyAsync(flight, validating: null, slot);
            return;
        }

        if (head.Status is 206 or 304)
        {
            // Nobody asked for a part, nor whether something has changed.
            flight.End(judge.Failed(flight.Request, FetchFailure.BadResponse, sentAt));
            return;
        }

        var outcome = judge.Arrived(flight, arrival);
        if (flight.Request.IsHead)
        {
            flight.End(outcome);
            return;
        }

        // Those who cannot share it go through the gate now, and this request is one of those that it counts.
        using var inside = outcome.Shareable || slot is not null ? null : gate.CountInside(flight.Request.Key.Origin);
        await transfer.RunAsync(flight, outcome, arrival, body);
    }
}
