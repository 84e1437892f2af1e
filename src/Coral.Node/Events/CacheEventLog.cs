using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Node.Logging;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Events;

/// <summary>The log of what happens in the cache: events 1200 to 1299.</summary>
/// <remarks>
/// Events that an operator must know are logged at most once a minute each, since strangers can cause them; the others
/// are for debugging.
/// </remarks>
internal sealed partial class CacheEventLog(ILogger logger, TimeProvider clock) : ICacheEvents
{
    private static readonly TimeSpan Seldom = TimeSpan.FromMinutes(1);
    private readonly LogThrottle _lied = new(Seldom, clock);
    private readonly LogThrottle _disputed = new(Seldom, clock);
    private readonly LogThrottle _gaveUp = new(Seldom, clock);
    private readonly LogThrottle _leftAlone = new(Seldom, clock);

    /// <inheritdoc />
    public void OriginLeftAlone(string origin, FetchFailure failure, TimeSpan pause)
    {
        if (_leftAlone.TryPass(out var held))
        {
            Log.OriginLeftAlone(logger, origin, failure, pause.TotalSeconds, held);
        }
    }

    /// <inheritdoc />
    public void FetchEnded(CacheKey key, FetchSource source, TimeSpan duration, FetchFailure? failure) =>
        Log.FetchEnded(logger, key, source, duration.TotalMilliseconds, failure);

    /// <inheritdoc />
    public void LookedUp(CacheKey key, GetOrPutOutcome outcome) => Log.HoldersLookedUp(logger, key, outcome);

    /// <inheritdoc />
    public void PeerDropped(CacheKey key, NodeContact peer, PeerOutcome reason)
    {
        switch (reason)
        {
            case PeerOutcome.WrongChunk
            or PeerOutcome.WrongLength
            or PeerOutcome.WrongDigest
            or PeerOutcome.Untrusted
            or PeerOutcome.Refuted:
                if (_lied.TryPass(out var held))
                {
                    Log.PeerLied(logger, peer.Id, peer.Address, key, reason, held);
                }

                break;
            case PeerOutcome.Disputed:
                if (_disputed.TryPass(out held))
                {
                    Log.PeerDisputed(logger, peer.Id, peer.Address, key, held);
                }

                break;
            default:
                Log.PeerDropped(logger, peer.Id, peer.Address, key, reason);
                break;
        }
    }

    /// <inheritdoc />
    public void CycleBroken(CacheKey key, NodeContact peer) => Log.CycleBroken(logger, peer.Id, key);

    /// <inheritdoc />
    public void Relayed(CacheKey key, NodeContact relay) => Log.FetchRelayed(logger, relay.Id, key);

    /// <inheritdoc />
    public void SearchGaveUp(CacheKey key)
    {
        if (_gaveUp.TryPass(out var held))
        {
            Log.SearchGaveUp(logger, key, held);
        }
    }

    /// <inheritdoc />
    public void FailedOver(CacheKey key) => Log.FailedOver(logger, key);

    /// <inheritdoc />
    public void TookOver(CacheKey key) => Log.TookOver(logger, key);

    /// <inheritdoc />
    public void LeaseDrawn(Key key) => Log.LeaseDrawn(logger, key);

    /// <inheritdoc />
    public void LeasesGivenUp(CacheKey key) => Log.LeasesGivenUp(logger, key);

    private static partial class Log
    {
        [LoggerMessage(
            1200,
            LogLevel.Warning,
            "{Peer} at {Address} sent an invalid response for {Url}: {Reason}; {Held} more since the last line.",
            EventName = nameof(PeerLied)
        )]
        public static partial void PeerLied(
            ILogger logger,
            NodeId peer,
            NodeAddress address,
            CacheKey url,
            PeerOutcome reason,
            long held
        );

        [LoggerMessage(
            1201,
            LogLevel.Information,
            "{Peer} at {Address} and another peer disagree about {Url}; {Held} more since the last line.",
            EventName = nameof(PeerDisputed)
        )]
        public static partial void PeerDisputed(
            ILogger logger,
            NodeId peer,
            NodeAddress address,
            CacheKey url,
            long held
        );

        [LoggerMessage(
            1202,
            LogLevel.Debug,
            "{Peer} at {Address} is not taken for a source of {Url}: {Reason}.",
            EventName = nameof(PeerDropped)
        )]
        public static partial void PeerDropped(
            ILogger logger,
            NodeId peer,
            NodeAddress address,
            CacheKey url,
            PeerOutcome reason
        );

        [LoggerMessage(
            1203,
            LogLevel.Information,
            "{Origin} failed ({Failure}); no requests to it for {Seconds:F0} s; {Held} more since the last line.",
            EventName = nameof(OriginLeftAlone)
        )]
        public static partial void OriginLeftAlone(
            ILogger logger,
            string origin,
            FetchFailure failure,
            double seconds,
            long held
        );

        [LoggerMessage(
            1204,
            LogLevel.Information,
            "Found no peer to fetch {Url} from; requesting it from the origin; {Held} more since the last line.",
            EventName = nameof(SearchGaveUp)
        )]
        public static partial void SearchGaveUp(ILogger logger, CacheKey url, long held);

        [LoggerMessage(
            1210,
            LogLevel.Debug,
            "Looked up the holders of {Url}: {Outcome}.",
            EventName = nameof(HoldersLookedUp)
        )]
        public static partial void HoldersLookedUp(ILogger logger, CacheKey url, GetOrPutOutcome outcome);

        [LoggerMessage(
            1211,
            LogLevel.Debug,
            "{Peer} waits for this node in turn for {Url}: fetching from the origin.",
            EventName = nameof(CycleBroken)
        )]
        public static partial void CycleBroken(ILogger logger, NodeId peer, CacheKey url);

        [LoggerMessage(1212, LogLevel.Debug, "{Peer} fetches {Url} for this node.", EventName = nameof(FetchRelayed))]
        public static partial void FetchRelayed(ILogger logger, NodeId peer, CacheKey url);

        [LoggerMessage(1213, LogLevel.Debug, "{Url} goes on from another source.", EventName = nameof(FailedOver))]
        public static partial void FailedOver(ILogger logger, CacheKey url);

        [LoggerMessage(
            1214,
            LogLevel.Debug,
            "Requesting the rest of {Url} from the origin, in place of a peer.",
            EventName = nameof(TookOver)
        )]
        public static partial void TookOver(ILogger logger, CacheKey url);

        [LoggerMessage(1215, LogLevel.Debug, "Took the lease of {Key}.", EventName = "LeaseTaken")]
        public static partial void LeaseDrawn(ILogger logger, Key key);

        [LoggerMessage(
            1216,
            LogLevel.Debug,
            "Gave the leases of {Url} up: its response is for nobody else.",
            EventName = nameof(LeasesGivenUp)
        )]
        public static partial void LeasesGivenUp(ILogger logger, CacheKey url);

        [LoggerMessage(
            1217,
            LogLevel.Debug,
            "Fetched {Url} from {Source} in {Milliseconds:F1} ms; failure: {Failure}.",
            EventName = nameof(FetchEnded)
        )]
        public static partial void FetchEnded(
            ILogger logger,
            CacheKey url,
            FetchSource source,
            double milliseconds,
            FetchFailure? failure
        );
    }
}
