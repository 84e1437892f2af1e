using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Events;

namespace Coral.Simulation.Invariants;

/// <summary>Listens to the name servers of a run, and notes what they must never report there.</summary>
public sealed class NamingWatch : IDnsEvents
{
    private string? _malformed;
    private string? _noProxy;

    /// <summary>Checks what was reported so far.</summary>
    /// <param name="isQuiet">True if no node has crashed, so that a living proxy is known everywhere.</param>
    /// <returns>What is wrong, in one line; <see langword="null"/> when nothing is.</returns>
    public string? Violation(bool isQuiet) => _malformed ?? (isQuiet ? _noProxy : null);

    /// <inheritdoc />
    public void QueryMalformed(in NodeAddress source) =>
        _malformed ??= $"A name server took the query of the resolver at {source} for malformed.";

    /// <inheritdoc />
    public void NoProxyFound(ClusterLevel level) =>
        _noProxy ??= $"A name server knew no living proxy at {level}, and no node had crashed.";
}
