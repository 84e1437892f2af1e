using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Core.Index;

namespace Coral.Simulation.Invariants;

/// <summary>Notes the events that caches must never report in a run in which every node is honest.</summary>
public sealed class CacheWatch : ICacheEvents
{
    private string? _accusation;
    private int _originRequests;

    /// <summary>Checks what was reported so far against what the origin has seen.</summary>
    /// <param name="originRequests">The requests that reached the origin.</param>
    /// <returns>What is wrong, in one line; <see langword="null"/> when nothing is.</returns>
    public string? Violation(int originRequests)
    {
        if (_accusation is not null)
        {
            return _accusation;
        }

        return originRequests <= _originRequests
            ? null
            : $"The origin had {originRequests} requests, and the caches reported {_originRequests}.";
    }

    /// <inheritdoc />
    public void OriginRequested(CacheKey key) => _originRequests++;

    /// <inheritdoc />
    public void PeerDropped(CacheKey key, NodeContact peer, PeerOutcome reason)
    {
        if (
            reason
            is PeerOutcome.WrongChunk
                or PeerOutcome.WrongLength
                or PeerOutcome.WrongDigest
                or PeerOutcome.Untrusted
                or PeerOutcome.Refuted
                or PeerOutcome.Disputed
        )
        {
            _accusation ??= $"{peer.Id} is honest, and was dropped as a source of {key}: {reason}.";
        }
    }
}
