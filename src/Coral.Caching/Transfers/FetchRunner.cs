using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>Takes one flight from the request to its end.</summary>
/// <param name="sources">The sources of flights: shared and alone.</param>
/// <param name="classifier">The rules for what a header means to the flight.</param>
/// <param name="transfer">The copying of bodies to followers and into the store.</param>
/// <param name="limiter">Counts the requests at each origin.</param>
/// <param name="clock">The clock for ages and for the duration of fetches.</param>
/// <param name="events">The observers of the end of each fetch.</param>
internal sealed class FetchRunner(
    FlightSources sources,
    HeadClassifier classifier,
    BodyTransfer transfer,
    OriginConcurrencyLimiter limiter,
    TimeProvider clock,
    ICacheEvents events
)
{
    /// <summary>Runs <paramref name="flight"/>. Never throws: what goes wrong is the followers' to learn.</summary>
    /// <param name="flight">A flight that nobody runs yet.</param>
    /// <param name="permit">The permit that it was given at the origin, if it needed one.</param>
    public async Task RunAsync(Flight flight, OriginPermit? permit)
    {
        using var _ = permit;
        var started = clock.GetTimestamp();
        try
        {
            await FlyAsync(flight, flight.Validating, permit);
        }
        catch (OperationCanceledException) when (flight.Abandoned.IsCancellationRequested)
        {
            flight.EndBody(FetchFailure.ConnectionLost, stored: false);
        }
        // Nobody awaits this task: an unexpected exception is passed on to the followers of the flight.
        catch (Exception fault)
        {
            flight.Fault(fault);
        }

        events.FetchEnded(flight.Request.Key, flight.Source, clock.GetElapsedTime(started), flight.Failure);
    }

    private async Task FlyAsync(Flight flight, StoredResponse? validating, OriginPermit? permit)
    {
        if (!await TryAsync(flight, validating, permit))
        {
            await TryAsync(flight, validating: null, permit);
        }
    }

    /// <summary>Sends one request, and takes the flight to its end.</summary>
    /// <returns><see langword="false"/> when the 304 is about another response: repeat the request without
    /// conditions.</returns>
    private async Task<bool> TryAsync(Flight flight, StoredResponse? validating, OriginPermit? permit)
    {
        var request = validating is null
            ? flight.Request
            : Validation.Conditional(flight.Request, validating.Head, validating.ResponseTime);
        var sentAt = clock.GetUtcNow();
        var fetched = await sources.For(permit).OpenAsync(flight, request, flight.Abandoned);
        permit?.Report(fetched.Head?.Status);
        if (fetched.Head is not { } head)
        {
            flight.End(classifier.Failed(flight.Request, fetched.Failure, sentAt));
            return true;
        }

        await using var body = fetched.Body!;
        if (classifier.IsTooLarge(request, fetched))
        {
            flight.End(classifier.Failed(flight.Request, FetchFailure.TooLarge, sentAt));
            return true;
        }

        var received = classifier.Receive(flight.Request, fetched, head, sentAt);
        if (head.Status == 304 && validating is not null)
        {
            if (classifier.NotModified(validating, fetched, received) is not { } refreshed)
            {
                return false;
            }

            flight.Stored = refreshed.Storable ? refreshed.Refreshed : null;
            flight.End(refreshed);
            return true;
        }

        if (head.Status == 304 || (head.Status == 206 && !IsPartOf(request, head)))
        {
            // The request had neither a range nor a condition, or had another range.
            flight.End(classifier.Failed(flight.Request, FetchFailure.BadResponse, sentAt));
            return true;
        }

        var outcome = classifier.Responded(flight, fetched, received);
        flight.RefusedFor = fetched.Source == FetchSource.Origin ? outcome.Refusal?.Rest : null;
        if (flight.Request.IsHead)
        {
            if (permit is null)
            {
                classifier.KeepHead(flight, received, outcome, head.DeclaredLength);
            }

            flight.End(outcome);
            return true;
        }

        if (flight.IsForHead)
        {
            classifier.KeepHead(flight, received, outcome, body.Length);
        }

        // Requests that cannot share it go to the origin under its limiter now, which counts this request too.
        using var inside =
            outcome.Shareable || permit is not null ? null : limiter.AcquireAtOnce(flight.Request.Key.Origin);
        await transfer.RunAsync(flight, outcome, received, body);
        return true;
    }

    /// <summary>True for a 206 with the part that a client alone asked for.</summary>
    private static bool IsPartOf(CacheRequest request, ResponseHead head) =>
        request.Fields.Contains("Range") && ContentRange.TryParse(head.Fields.Get("Content-Range"), out _);
}
