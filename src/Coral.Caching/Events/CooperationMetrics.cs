using System.Diagnostics.Metrics;
using Coral.Caching.Http;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Events;

/// <summary>The instruments of searches for sources, of leases and pointers, and of uploads to peers.</summary>
/// <remarks>Adding to a counter that nobody listens to costs a comparison.</remarks>
public sealed class CooperationMetrics : ICacheEvents
{
    private readonly Meter _meter;
    private readonly Counter<long> _lookups;
    private readonly Counter<long> _turns;
    private readonly Counter<long> _drops;
    private readonly Counter<long> _failovers;
    private readonly Counter<long> _takeovers;
    private readonly Counter<long> _leases;
    private readonly Counter<long> _pointers;
    private readonly Counter<long> _responses;
    private readonly UpDownCounter<long> _uploads;

    /// <summary>
    /// Creates the instruments in <paramref name="meter"/>: that of <see cref="CacheMetrics"/>, which the caller owns.
    /// </summary>
    public CooperationMetrics(Meter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        _meter = meter;
        _lookups = meter.CreateCounter<long>(
            "coral.caching.walks",
            "{walk}",
            "Lookups in the index for a source by outcome: found, first, undecided."
        );
        _turns = meter.CreateCounter<long>(
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
        _responses = meter.CreateCounter<long>(
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

    /// <summary>Publishes how many pointers to complete objects this node keeps up.</summary>
    internal void ObservePointers(Func<int> count) =>
        _meter.CreateObservableUpDownCounter(
            "coral.caching.pointers.kept",
            count,
            "{pointer}",
            "Pointers to complete objects that this node keeps up."
        );

    /// <inheritdoc />
    public void LookedUp(CacheKey key, GetOrPutOutcome outcome) =>
        _lookups.Add(
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

    /// <inheritdoc />
    public void HolderFull(CacheKey key, NodeContact holder) => _turns.Add(1, Tag("kind", "full"));

    /// <inheritdoc />
    public void CycleBroken(CacheKey key, NodeContact peer) => _turns.Add(1, Tag("kind", "circle"));

    /// <inheritdoc />
    public void Relayed(CacheKey key, NodeContact relay) => _turns.Add(1, Tag("kind", "relay"));

    /// <inheritdoc />
    public void SearchGaveUp(CacheKey key) => _turns.Add(1, Tag("kind", "gave-up"));

    /// <inheritdoc />
    public void PeerDropped(CacheKey key, NodeContact peer, PeerOutcome reason) =>
        _drops.Add(1, Tag("reason", NameOf(reason)));

    /// <inheritdoc />
    public void FailedOver(CacheKey key) => _failovers.Add(1);

    /// <inheritdoc />
    public void TookOver(CacheKey key) => _takeovers.Add(1);

    /// <inheritdoc />
    public void LeaseDrawn(Key key) => _leases.Add(1);

    /// <inheritdoc />
    public void PointerPut(Key key, bool isRenewal) => _pointers.Add(1, Tag("action", isRenewal ? "renewed" : "put"));

    /// <inheritdoc />
    public void PointerForgotten(Key key) => _pointers.Add(1, Tag("action", "forgotten"));

    /// <inheritdoc />
    public void RespondedToPeer(CacheKey key, NodeContact peer, ServiceOutcome outcome) =>
        _responses.Add(1, Tag("outcome", NameOf(outcome)));

    /// <inheritdoc />
    public void UploadBegan(CacheKey key) => _uploads.Add(1);

    /// <inheritdoc />
    public void UploadEnded(CacheKey key) => _uploads.Add(-1);

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static string NameOf(ServiceOutcome outcome) =>
        outcome switch
        {
            ServiceOutcome.Complete => "complete",
            ServiceOutcome.Joined => "joined",
            ServiceOutcome.NotModified => "not-modified",
            ServiceOutcome.NotHere => "not-here",
            ServiceOutcome.Full => "full",
            _ => "origin-failed",
        };

    /// <summary>The reason for a drop, as metrics and logs write it.</summary>
    internal static string NameOf(PeerOutcome reason) =>
        reason switch
        {
            PeerOutcome.Unreachable => "unreachable",
            PeerOutcome.Lost => "lost",
            PeerOutcome.Slow => "slow",
            PeerOutcome.WrongChunk => "wrong-chunk",
            PeerOutcome.WrongLength => "wrong-length",
            PeerOutcome.WrongDigest => "wrong-digest",
            PeerOutcome.Untrusted => "bad-answer",
            PeerOutcome.Refuted => "refuted",
            PeerOutcome.Disputed => "disputed",
            PeerOutcome.OtherVersion => "other-version",
            PeerOutcome.OtherDigest => "other-digest",
            PeerOutcome.Stale => "stale",
            PeerOutcome.NotHere => "not-here",
            PeerOutcome.OriginFailed => "origin-failed",
            _ => "circle",
        };
}
