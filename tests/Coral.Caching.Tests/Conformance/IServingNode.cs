using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Conformance;

/// <summary>A node that serves its peers, another node of its network, and an origin with one file.</summary>
/// <remarks>The origin takes its time, so that a fetch from it is under way for a while.</remarks>
public interface IServingNode
{
    /// <summary>The node's service for its peers.</summary>
    IPeerService Service { get; }

    /// <summary>The copies of one object that it sends at a time, at most.</summary>
    int Uploads { get; }

    /// <summary>The file's URL.</summary>
    CacheKey Key { get; }

    /// <summary>The file: more than 100,000 bytes.</summary>
    byte[] Content { get; }

    /// <summary>Its strong entity tag.</summary>
    string Tag { get; }

    /// <summary>Requests that the origin had so far.</summary>
    int OriginRequests { get; }

    /// <summary>How the other node is reached.</summary>
    NodeContact Other { get; }

    /// <summary>A client of the node fetches the file. Completes when the node has stored it.</summary>
    Task FetchAsync();

    /// <summary>A client of the other node fetches the file. Completes when it has the last byte.</summary>
    Task FetchElsewhereAsync();

    /// <summary>The same as <see cref="FetchAsync"/>. Completes when what is stored is stale.</summary>
    Task FetchUntilStaleAsync();

    /// <summary>Waits until <paramref name="condition"/> holds; fails when that takes too long.</summary>
    Task UntilAsync(Func<bool> condition);
}
