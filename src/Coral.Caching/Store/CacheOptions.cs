using System.ComponentModel.DataAnnotations;

namespace Coral.Caching.Store;

/// <summary>The limits of the store and of fetches, and the treatment of origins that fail.</summary>
public sealed record CacheOptions : IValidatableObject
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Cache";

    /// <summary>Memory for stored responses, in bytes: bodies, headers and bookkeeping together.</summary>
    /// <value>256 MB by default. An object larger than a quarter of it is passed on but not stored.</value>
    [Range(1L << 20, 1L << 40)]
    public long MemoryBytes { get; set; } = 256L << 20;

    /// <summary>The largest object, in bytes, as declared and as it runs, from origins and from peers alike.</summary>
    /// <value>
    /// 50 MB by default, as in CoralCDN: a node is no mirror of films. Clients are redirected to the origin for larger
    /// ones. At most <see cref="TransferBytes"/>. One that is too large for the store is passed on, once for all who
    /// wait for it together.
    /// </value>
    [Range(1L, 1L << 40)]
    public long MaxObjectBytes { get; set; } = 50L << 20;

    /// <summary>Variants (RFC 9111, section 4.1) stored for one URL; beyond it the oldest goes.</summary>
    /// <value>16 by default.</value>
    [Range(1, 256)]
    public int VariantsPerUrl { get; set; } = 16;

    /// <summary>Memory for transfers under way, in bytes: what has come of bodies that are not in the store.</summary>
    /// <value>
    /// 256 MB by default; at least <see cref="MaxObjectBytes"/>. A transfer that finds it used up waits for
    /// <see cref="TransferWait"/>. From 80 % of it on, DNS names others.
    /// </value>
    [Range(1L << 20, 1L << 40)]
    public long TransferBytes { get; set; } = 256L << 20;

    /// <summary>The longest wait of a transfer for a share of <see cref="TransferBytes"/> before it fails.</summary>
    /// <value>30 s by default.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan TransferWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The bytes by which a fetch may run ahead of the fastest client that follows it.</summary>
    /// <value>
    /// 4 MB by default; at first 64 KB, and then as much as clients have read. Together with the rule that an abandoned
    /// fetch goes on only past half of its declared length, it bounds what one fetch draws from an origin: at most
    /// twice the sum of this and of the offset that its furthest reader reached. For a range, that offset counts the
    /// bytes before it, which are fetched and stored too; the limit on an object's size bounds it besides.
    /// </value>
    [Range(64L << 10, 1L << 30)]
    public long RunAheadBytes { get; set; } = 4L << 20;

    /// <summary>Requests to one origin at a time for responses that cannot be shared, or are known not to be.</summary>
    /// <value>
    /// 32 by default. Others wait in order of arrival. Shared fetches are not counted: one an object is few.
    /// </value>
    [Range(1, 1024)]
    public int UnsharedPerOrigin { get; set; } = 32;

    /// <summary>
    /// The same for an origin that responds no later under more requests: the number grows to this as it responds.
    /// </summary>
    /// <value>112 by default; <see cref="UnsharedPerOrigin"/> where that is larger.</value>
    [Range(1, 1024)]
    public int MaxUnsharedPerOrigin { get; set; } = 112;

    /// <summary>
    /// The time for which a URL is remembered as not shareable, so that its requests do not wait for one another.
    /// </summary>
    /// <value>2 min by default; a response that can be stored ends it at once.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan UnsharedMemory { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The time past its freshness for which a response that states none is served when its origin fails.
    /// </summary>
    /// <value>24 h by default; zero serves nothing stale.</value>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan StaleOnFailure { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The first back-off from a failing origin or URL; doubled by every further failure in a row.</summary>
    /// <value>
    /// 5 s by default. An origin that cannot be reached is left alone at once, a URL from its second failure on.
    /// </value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan FailurePause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest that a failing origin or URL is left alone.</summary>
    /// <value>5 min by default.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan LongestFailurePause { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>URLs remembered in each of the small tables: failures, what varies, what cannot be shared.</summary>
    /// <value>16384 by default; the least recently used goes first.</value>
    [Range(16, 1 << 24)]
    public int RememberedUrls { get; set; } = 16384;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxObjectBytes > TransferBytes)
        {
            yield return new ValidationResult(
                "an object cannot be larger than the memory for transfers: "
                    + $"lower this, or raise {SectionName}:{nameof(TransferBytes)}",
                [nameof(MaxObjectBytes)]
            );
        }
    }
}
