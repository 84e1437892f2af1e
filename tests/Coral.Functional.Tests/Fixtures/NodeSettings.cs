using System.Net;
using Coral.Proxy.Origin;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>How a node under test differs from one with the defaults.</summary>
internal sealed record NodeSettings
{
    /// <summary>Further pinned origins, host to address.</summary>
    public Dictionary<string, IPEndPoint> Pins { get; init; } = [];

    /// <summary>The zones it serves.</summary>
    public IReadOnlyList<string> Zones { get; init; } = ["localhost"];

    /// <summary>How it resolves origins that are not pinned; <see langword="null"/> asks the system.</summary>
    public IHostResolver? Resolver { get; init; }

    /// <summary>Whether it listens for HTTP/2 without TLS too.</summary>
    public bool Http2 { get; init; }

    /// <summary>Options by their full name, with values as an operator writes them.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The node's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
