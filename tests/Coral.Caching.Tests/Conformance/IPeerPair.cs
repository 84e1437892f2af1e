using Coral.Caching.Peers;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Conformance;

/// <summary>Two nodes of a network, one of which asks the other.</summary>
public interface IPeerPair
{
    /// <summary>The asking node's way to the other.</summary>
    IPeerNetwork Requester { get; }

    /// <summary>How the asking node is reached.</summary>
    NodeContact RequesterContact { get; }

    /// <summary>How the other is reached.</summary>
    NodeContact Server { get; }

    /// <summary>Sets what the other answers.</summary>
    void Serve(IPeerService service);

    /// <summary>Ends the other: it listens no more, and its connections are lost.</summary>
    Task KillServerAsync();

    /// <summary>Waits until <paramref name="condition"/> holds; fails when that takes too long.</summary>
    Task UntilAsync(Func<bool> condition);
}
