using System.Net;
using Coral.Caching.Peers;
using Coral.Caching.Store;
using Coral.Proxy.Origin;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>How a node under test differs from one with the defaults.</summary>
internal sealed record NodeSetup
{
    /// <summary>Further pinned origins, host to address.</summary>
    public Dictionary<string, IPEndPoint> Pins { get; init; } = [];

    /// <summary>The zones it serves.</summary>
    public IReadOnlyList<string> Zones { get; init; } = ["localhost"];

    /// <summary>How it asks origins; its pins are added to.</summary>
    public OriginOptions Origin { get; init; } = new();

    /// <summary>What it stores.</summary>
    public CacheOptions Cache { get; init; } = new();

    /// <summary>How it resolves origins that are not pinned.</summary>
    public IHostResolver Resolver { get; init; } = new SystemHostResolver();

    /// <summary>Whether it listens for HTTP/2 without TLS too.</summary>
    public bool Http2 { get; init; }

    /// <summary>Its port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The file of its access log; <see langword="null"/> for none.</summary>
    public string? AccessLog { get; init; }

    /// <summary>The file of its network's key; with one it has an index, on a free port.</summary>
    public string? NetworkKey { get; init; }

    /// <summary>The node through which its index finds the network; by default it is the first.</summary>
    public NodeUnderTest? Join { get; init; }

    /// <summary>Puts something between peers and the node's responses.</summary>
    public Func<IPeerService, IPeerService> WrapPeerService { get; init; } = service => service;

    /// <summary>Its clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
