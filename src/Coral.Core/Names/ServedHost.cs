namespace Coral.Core.Names;

/// <summary>A host that the operator named: a declared site or a pinned origin.</summary>
/// <param name="Host">The host name; a single label is allowed here.</param>
/// <param name="Scheme">The scheme of a declared site's origin; nothing for a pinned one: as the client's.</param>
/// <remarks>The host answers under its own name, and under every coralized form of it.</remarks>
public sealed record ServedHost(string Host, WebScheme? Scheme = null);
