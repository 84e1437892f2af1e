using System.Runtime.ExceptionServices;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Concurrency;

namespace Coral.Caching.Transfers;

/// <summary>
/// One fetch under way and the count of those who follow it: the state machine, without the fetching.
/// </summary>
/// <remarks>
/// Safe for concurrent use. The one who starts it is the first follower; every follower leaves exactly once. Only its
/// <see cref="FetchRunner"/> moves it forward; only the last follower to leave abandons it.
/// </remarks>
#pragma warning disable CA1001 // A source without timer or link holds nothing, and may be cancelled after the end.
internal sealed class Flight
#pragma warning restore CA1001
{
    private readonly Lock _lock = new();
    private readonly AsyncEvent _waiting = new();
    private readonly CancellationTokenSource _abandon = new();
    private CacheRequest _request;
    private FlightState _state = FlightState.Requesting;
    private SelectingFields _selecting;
    private FlightOutcome? _outcome;
    private Exception? _fault;
    private GrowingBody? _body;
    private int _followers = 1;

    /// <summary>Creates a flight that its creator follows.</summary>
    /// <param name="request">The request to send, without conditions, and the client's unless that is named.</param>
    /// <param name="validating">The stale response to validate; <see langword="null"/> for an unconditional
    /// request.</param>
    /// <param name="selecting">The request fields that are known to select the response.</param>
    /// <param name="memory">The share of the transfer budget that its bytes are counted against.</param>
    public Flight(CacheRequest request, StoredResponse? validating, SelectingFields selecting, TransferMemory memory)
    {
        _request = request;
        Client = request;
        Validating = validating;
        Memory = memory;
        _selecting = selecting;
    }

    /// <summary>The request as it is sent: for all who follow.</summary>
    public CacheRequest Request => Volatile.Read(ref _request);

    /// <summary>The request of the one who started the flight.</summary>
    public CacheRequest Client { get; init; }

    public StoredResponse? Validating { get; }

    public TransferMemory Memory { get; }

    /// <summary>The peer that this flight follows, and the peers that follow it.</summary>
    public Following Following { get; } = new();

    /// <summary>
    /// True for a flight that relays to a peer which cannot reach a holder: it requests no relay
    /// itself.
    /// </summary>
    public bool IsRelayed { get; init; }

    /// <summary>
    /// True for a GET that a HEAD has started: its body is fetched if it is small, or once somebody reads it.
    /// </summary>
    public bool IsForHead { get; init; }

    /// <summary>The response that it has put into the store.</summary>
    public StoredResponse? Stored { get; set; }

    /// <summary>
    /// The time for which the origin asked to be left alone, in its answer to this flight; <see langword="null"/> if it
    /// did not.
    /// </summary>
    public TimeSpan? RefusedFor { get; set; }

    /// <summary>The source of the header; the origin until one has arrived.</summary>
    public FetchSource Source => _outcome?.Fetched.Source ?? FetchSource.Origin;

    /// <summary>The reason why it ended badly; <see langword="null"/> until then, and at a good end.</summary>
    public FetchFailure? Failure { get; private set; }

    /// <summary>Cancelled when all followers have left.</summary>
    public CancellationToken Abandoned => _abandon.Token;

    /// <summary>Follows the flight, if its response can satisfy a request with these fields.</summary>
    /// <remarks>
    /// Before the header it is not known whether it can: <see cref="FlightOutcome"/> tells. After it, the response must
    /// be storable and still fresh; one that is not goes to the requests that waited for it, and to no later ones.
    /// </remarks>
    public bool TryJoin(IFieldSource request, DateTimeOffset now)
    {
        lock (_lock)
        {
            var open = _state switch
            {
                FlightState.Requesting => true,
                FlightState.Arriving => _outcome is { Storable: true, Freshness: var freshness }
                    && freshness.IsFresh(now),
                _ => false,
            };
            if (!open || !_selecting.Matches(request))
            {
                return false;
            }

            _followers++;
            return true;
        }
    }

    /// <summary>More is known of what selects the response: the request is sent anew, with more fields.</summary>
    /// <param name="request">The request to send from now on.</param>
    /// <param name="selecting">The request fields that are known to select the response now.</param>
    public void Resend(CacheRequest request, SelectingFields selecting)
    {
        lock (_lock)
        {
            Volatile.Write(ref _request, request);
            if (_state == FlightState.Requesting)
            {
                _selecting = selecting;
            }
        }
    }

    /// <summary>Follows the rest of the body, of which the caller has had a part from another source.</summary>
    /// <remarks>
    /// The caller joined before the header then, so that freshness and storability are not checked again.
    /// </remarks>
    /// <param name="request">The fields that select the response.</param>
    /// <param name="validator">The strong validator of the representation that the part belongs to.</param>
    public bool TryContinue(IFieldSource request, string validator)
    {
        lock (_lock)
        {
            var isOpen =
                _state == FlightState.Arriving
                && _outcome is { Shareable: true, Head: { } head, Freshness: var freshness }
                && Validator.Strong(head, freshness.ResponseTime) == validator;
            if (!isOpen || !_selecting.Matches(request))
            {
                return false;
            }

            _followers++;
            return true;
        }
    }

    /// <summary>Waits for the header, or for the certainty that none will come.</summary>
    public async Task<FlightOutcome> WaitForHeaderAsync(CancellationToken cancellationToken)
    {
        Task header;
        lock (_lock)
        {
            header = _outcome is null && _fault is null ? _waiting.WaitAsync(cancellationToken) : Task.CompletedTask;
        }

        await header;
        if (_fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }

        return _outcome!;
    }

    /// <summary>
    /// Stops following. The last to leave ends the fetch, unless it will be stored, and over half of it has come or it
    /// is the small body of a response to HEAD.
    /// </summary>
    public void Leave()
    {
        var abandoned = false;
        var unheld = false;
        lock (_lock)
        {
            if (--_followers == 0)
            {
                switch (_state)
                {
                    case FlightState.Arriving when _outcome!.Storable && (_body!.IsOverHalf || IsSmallForHead):
                        _body.LiftRunAhead();
                        break;
                    case FlightState.Requesting or FlightState.Arriving:
                        _state = FlightState.Abandoned;
                        abandoned = true;
                        break;
                    default:
                        unheld = true;
                        break;
                }
            }
        }

        if (abandoned)
        {
            _abandon.Cancel();
        }

        if (unheld)
        {
            Memory.Release();
        }
    }

    private bool IsSmallForHead => IsForHead && _body!.Length <= KeptHeads.SmallBytes;

    /// <summary>Gives the header, and the body that will follow, to all who wait.</summary>
    public void Arrive(FlightOutcome outcome, GrowingBody body)
    {
        lock (_lock)
        {
            if (_state != FlightState.Requesting)
            {
                return;
            }

            _state = FlightState.Arriving;
            _selecting = outcome.Selecting;
            _body = body;
            _outcome = outcome;
        }

        _waiting.Pulse();
    }

    /// <summary>Nothing more will come: a 304, a response to HEAD, or a failure before any header.</summary>
    public void End(FlightOutcome outcome)
    {
        Failure = outcome.Head is null ? outcome.Failure : null;
        End(outcome.Head is null ? FlightState.Broken : FlightState.Landed, stored: false, outcome);
    }

    /// <summary>The body has come whole, or broken off.</summary>
    /// <param name="failure">Why it broke off; <see langword="null"/> at a good end.</param>
    /// <param name="stored"><see langword="true"/> when the store holds, and counts, the bytes now.</param>
    public void EndBody(FetchFailure? failure, bool stored)
    {
        Failure = failure;
        End(failure is null ? FlightState.Landed : FlightState.Broken, stored);
        _body?.End(failure);
    }

    /// <summary>The fetch met a fault of our own: it is the followers' exception.</summary>
    public void Fault(Exception fault)
    {
        lock (_lock)
        {
            _fault = fault;
        }

        EndBody(FetchFailure.ConnectionLost, stored: false);
    }

    private void End(FlightState end, bool stored, FlightOutcome? outcome = null)
    {
        bool unheld;
        lock (_lock)
        {
            _outcome ??= outcome;
            if (_state is FlightState.Requesting or FlightState.Arriving)
            {
                _state = end;
            }

            unheld = stored || _followers == 0;
        }

        _waiting.Pulse();
        if (unheld)
        {
            Memory.Release();
        }
    }
}
