using Coral.Caching.Peers;
using Coral.Transport.WideArea;

namespace Coral.Lab;

/// <summary>What all nodes of a lab share.</summary>
/// <param name="Area">The way between them.</param>
/// <param name="Clock">Time.</param>
/// <param name="Answers">What stands between a node of this number and what it answers peers.</param>
internal sealed record LabTools(
    WideAreaNetwork Area,
    TimeProvider Clock,
    Func<int, IPeerService, IPeerService> Answers
);
