namespace Coral.Node.Admin.Index;

/// <summary>Where a put left its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="StoredAt">Levels at which a node took it; none when the key was full and loaded everywhere.</param>
/// <param name="Walk">What it cost.</param>
public sealed record StoredView(string Key, IReadOnlyList<int> StoredAt, WalkView Walk);
