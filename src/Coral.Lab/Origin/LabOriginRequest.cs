using System.Net;

namespace Coral.Lab.Origin;

/// <summary>One request that reached the origin.</summary>
/// <param name="From">The address of the node that sent it.</param>
/// <param name="Path">The path of the request.</param>
/// <param name="Range">The field of that name; empty without one.</param>
/// <param name="IsConditional">True if the request had a condition.</param>
public sealed record LabOriginRequest(IPAddress From, string Path, string Range, bool IsConditional);
