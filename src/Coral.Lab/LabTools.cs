using Coral.Transport.WideArea;

namespace Coral.Lab;

/// <summary>What all nodes of a lab share.</summary>
internal sealed record LabTools(WideAreaNetwork Area, TimeProvider Clock);
