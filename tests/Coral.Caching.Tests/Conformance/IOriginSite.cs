using Coral.Caching.Http;
using Coral.Caching.Transfers;

namespace Coral.Caching.Tests.Conformance;

/// <summary>An origin with one file, and a node's way to it.</summary>
public interface IOriginSite
{
    IOriginFetcher Fetcher { get; }

    /// <summary>The file's URL.</summary>
    CacheKey Key { get; }

    /// <summary>The file: more than 1000 bytes.</summary>
    byte[] Content { get; }

    /// <summary>Its strong entity tag.</summary>
    string Tag { get; }

    /// <summary>Requests that came so far.</summary>
    int Requests { get; }

    /// <summary>Ends the origin: it listens no more.</summary>
    Task KillAsync();
}
