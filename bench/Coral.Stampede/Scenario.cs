namespace Coral.Stampede;

/// <summary>One row of the table: one behaviour of the origin.</summary>
/// <param name="Title">The name of the table's row.</param>
/// <param name="Delay">The time that the origin waits before its response header.</param>
/// <param name="CacheControl">The <c>Cache-Control</c> field of the origin's responses.</param>
/// <param name="HasETag">True if the origin sends an <c>ETag</c>, and 304 to a request that names it.</param>
internal sealed record Scenario(string Title, TimeSpan Delay, string CacheControl, bool HasETag)
{
    /// <summary>Opens connections and lets compilers and caches settle; not measured.</summary>
    public static readonly Scenario WarmUp = new("warm-up", TimeSpan.FromMilliseconds(100), "max-age=60", false);

    /// <summary>The rows, in order.</summary>
    public static readonly IReadOnlyList<Scenario> All =
    [
        new("0.3 s, max-age=60", TimeSpan.FromSeconds(0.3), "max-age=60", false),
        new("2 s, max-age=60", TimeSpan.FromSeconds(2), "max-age=60", false),
        new("7 s, max-age=60", TimeSpan.FromSeconds(7), "max-age=60", false),
        new("1 s, private", TimeSpan.FromSeconds(1), "private", false),
        new("1 s, max-age=0 and ETag", TimeSpan.FromSeconds(1), "max-age=0", true),
    ];
}
