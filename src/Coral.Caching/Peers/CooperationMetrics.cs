using System.Diagnostics.Metrics;
using Coral.Caching.Transfers;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>The instruments of what proxies do for one another.</summary>
/// <remarks>Adding to a counter that nobody listens to costs a comparison.</remarks>
public sealed class CooperationMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _walks;
    private readonly Counter<long> _asides;
    private readonly Counter<long> _drops;
    private readonly Counter<long> _failovers;
    private readonly Counter<long> _takeovers;
    private readonly Counter<long> _leases;
    private readonly Counter<long> _pointers;
    private readonly Counter<long> _answers;
    private readonly UpDownCounter<long> _uploads;

    /// <summary>
    /// Creates the instruments in <paramref name="meter"/>: that of <see cref="CacheMetrics"/>, which the caller owns.
    /// </summary>
    public CooperationMetrics(Meter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        _meter = meter;
        _walks = meter.CreateCounter<long>(
            "coral.caching.walks",
            "{walk}",
            "Walks of the index for a source by outcome: found, first, undecided."
        );
        _asides = meter.CreateCounter<long>(
            "coral.caching.search.turns",
            "{turn}",
            "Turns that a search for a source took by kind: full, circle, relay, gave-up."
        );
        _drops = meter.CreateCounter<long>(
            "coral.caching.peers.dropped",
            "{peer}",
            "Peers that were not, or no longer, taken for a source, by reason."
        );
        _failovers = meter.CreateCounter<long>(
            "coral.caching.failovers",
            "{body}",
            "Bodies that went on from another source."
        );
        _takeovers = meter.CreateCounter<long>(
            "coral.caching.takeovers",
            "{body}",
            "Bodies whose rest this node asked the origin for, in place of a peer that failed."
        );
        _leases = meter.CreateCounter<long>("coral.caching.leases", "{lease}", "Leases taken for fetches.");
        _pointers = meter.CreateCounter<long>(
            "coral.caching.pointers",
            "{pointer}",
            "Pointers to complete objects by action: put, renewed, forgotten."
        );
        _answers = meter.CreateCounter<long>(
            "coral.caching.peer.answers",
            "{answer}",
            "Answers given to peers by outcome: complete, joined, not-modified, not-here, full, origin-failed."
        );
        _uploads = meter.CreateUpDownCounter<long>(
            "coral.caching.uploads",
            "{upload}",
            "Copies being sent to peers, or waited for by them."
        );
    }

    internal void ObservePointers(Func<int> count) =>
        _meter.CreateObservableUpDownCounter(
            "coral.caching.pointers.kept",
            count,
            "{pointer}",
            "Pointers to complete objects that this node keeps up."
        );

    internal void Walked(GetOrPutOutcome outcome) =>
        _walks.Add(
            1,
            Tag(
                "outcome",
                outcome switch
                {
                    GetOrPutOutcome.Found => "found",
                    GetOrPutOutcome.First => "first",
                    _ => "undecided",
                }
            )
        );

    internal void FoundFull() => _asides.Add(1, Tag("kind", "full"));

    internal void CircleBroken() => _asides.Add(1, Tag("kind", "circle"));

    internal void Relayed() => _asides.Add(1, Tag("kind", "relay"));

    internal void GaveUpSearch() => _asides.Add(1, Tag("kind", "gave-up"));

    internal void PeerDropped(DropReason reason) => _drops.Add(1, Tag("reason", NameOf(reason)));

    internal void FailedOver() => _failovers.Add(1);

    internal void TookOver() => _takeovers.Add(1);

    internal void LeaseTaken() => _leases.Add(1);

    internal void PointerPut(bool isRenewal) => _pointers.Add(1, Tag("action", isRenewal ? "renewed" : "put"));

    internal void PointerForgotten() => _pointers.Add(1, Tag("action", "forgotten"));

    internal void Answered(string outcome) => _answers.Add(1, Tag("outcome", outcome));

    internal void UploadBegan() => _uploads.Add(1);

    internal void UploadEnded() => _uploads.Add(-1);

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static string NameOf(DropReason reason) =>
        reason switch
        {
            DropReason.Unreachable => "unreachable",
            DropReason.Lost => "lost",
            DropReason.Slow => "slow",
            DropReason.WrongChunk => "wrong-chunk",
            DropReason.WrongLength => "wrong-length",
            DropReason.WrongDigest => "wrong-digest",
            DropReason.BadAnswer => "bad-answer",
            DropReason.Refuted => "refuted",
            DropReason.Disputed => "disputed",
            DropReason.OtherVersion => "other-version",
            DropReason.OtherDigest => "other-digest",
            DropReason.Stale => "stale",
            DropReason.NotHere => "not-here",
            DropReason.OriginFailed => "origin-failed",
            _ => "circle",
        };
}
