using System.Buffers;

namespace Coral.Caching.Http;

/// <summary>The directives of a <c>Cache-Control</c> of a request or a response (RFC 9111, section 5.2).</summary>
/// <remarks>
/// Names are read without regard to case; unknown ones are ignored. Of a directive given twice the first counts
/// (RFC 9111, section 4.2.1). A number may be quoted; one that is missing or no number reads as zero, so that invalid
/// freshness is no freshness; one above <see cref="LongestSeconds"/> reads as that (section 1.2.2). <c>no-cache</c> and
/// <c>private</c> with field names count as without (sections 5.2.2.4 and 5.2.2.7 allow it), unless they name only
/// cookies, which this cache never keeps. Members that are malformed (semicolons in place of commas, most of all) make
/// the whole <see cref="IsMalformed"/>; the words in them that forbid something hold, and those that allow something do
/// not. <c>Pragma</c> is not read: it is deprecated, and was never defined for responses (section 5.4).
/// </remarks>
public readonly record struct CacheDirectives
{
    /// <summary>The largest number of seconds that is distinguished, 2^31 (RFC 9111, section 1.2.2).</summary>
    public const long LongestSeconds = 1L << 31;

    private static readonly SearchValues<char> WordCharacters = SearchValues.Create(
        "-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary><c>no-store</c>.</summary>
    public bool NoStore { get; init; }

    /// <summary><c>no-cache</c>: never reused without validation.</summary>
    public bool NoCache { get; init; }

    /// <summary><c>private</c>: not for a shared cache.</summary>
    public bool Private { get; init; }

    /// <summary><c>public</c>.</summary>
    public bool Public { get; init; }

    /// <summary><c>must-revalidate</c>.</summary>
    public bool MustRevalidate { get; init; }

    /// <summary><c>proxy-revalidate</c>.</summary>
    public bool ProxyRevalidate { get; init; }

    /// <summary><c>must-understand</c>.</summary>
    public bool MustUnderstand { get; init; }

    /// <summary><c>no-transform</c>.</summary>
    public bool NoTransform { get; init; }

    /// <summary><c>only-if-cached</c>, of a request.</summary>
    public bool OnlyIfCached { get; init; }

    /// <summary><c>immutable</c> (RFC 8246).</summary>
    public bool Immutable { get; init; }

    /// <summary><c>max-age</c>.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary><c>s-maxage</c>.</summary>
    public TimeSpan? SharedMaxAge { get; init; }

    /// <summary><c>max-stale</c>, of a request; without a number, the longest time there is.</summary>
    public TimeSpan? MaxStale { get; init; }

    /// <summary><c>min-fresh</c>, of a request.</summary>
    public TimeSpan? MinFresh { get; init; }

    /// <summary><c>stale-if-error</c> (RFC 5861, section 4).</summary>
    public TimeSpan? StaleIfError { get; init; }

    /// <summary><c>stale-while-revalidate</c> (RFC 5861, section 3).</summary>
    public TimeSpan? StaleWhileRevalidate { get; init; }

    /// <summary>
    /// True if a member is no directive by the grammar: what it was to say of freshness is unknown, so that no lifetime
    /// is guessed.
    /// </summary>
    public bool IsMalformed { get; init; }

    /// <summary>
    /// True if a shared cache must not serve the response stale, whatever fails (RFC 9111, section
    /// 4.2.4).
    /// </summary>
    public bool ForbidsStale => NoCache || MustRevalidate || ProxyRevalidate || SharedMaxAge is not null;

    /// <summary>
    /// Reads the <c>Cache-Control</c> field of <paramref name="fields"/>; nothing said when it is absent.
    /// </summary>
    public static CacheDirectives Of(IFieldSource fields) => Parse(fields.Get("Cache-Control"));

    /// <summary>Reads a combined field value. Never throws, never allocates.</summary>
    public static CacheDirectives Parse(ReadOnlySpan<char> value)
    {
        var result = default(CacheDirectives);
        var reader = new DirectiveReader(value);
        while (reader.Read())
        {
            result = result.And(reader);
            if (!reader.IsWellFormed)
            {
                result = result.AndWordsOf(reader.Member) with { IsMalformed = true };
            }
        }

        return result;
    }

    /// <summary>The words of a malformed member that forbid something.</summary>
    private CacheDirectives AndWordsOf(ReadOnlySpan<char> member)
    {
        var result = this;
        while (!member.IsEmpty)
        {
            var end = member.IndexOfAnyExcept(WordCharacters);
            var word = end < 0 ? member : member[..end];
            member = end < 0 ? default : member[(end + 1)..];
            result = result.AndForbidding(word);
        }

        return result;
    }

    private CacheDirectives AndForbidding(ReadOnlySpan<char> word) =>
        word.Length switch
        {
            7 when Same(word, "private") => this with { Private = true },
            8 when Same(word, "no-store") => this with { NoStore = true },
            8 when Same(word, "no-cache") => this with { NoCache = true },
            12 when Same(word, "no-transform") => this with { NoTransform = true },
            15 when Same(word, "must-revalidate") => this with { MustRevalidate = true },
            16 when Same(word, "proxy-revalidate") => this with { ProxyRevalidate = true },
            _ => this,
        };

    private static bool Same(ReadOnlySpan<char> word, string name) =>
        word.Equals(name, StringComparison.OrdinalIgnoreCase);

    private CacheDirectives And(DirectiveReader directive) =>
        directive.Name.Length switch
        {
            6 when directive.Is("public") => this with { Public = true },
            7 when directive.Is("max-age") => this with { MaxAge = MaxAge ?? directive.Seconds },
            7 when directive.Is("private") => this with { Private = Private || !directive.NamesOnlyCookies },
            8 when directive.Is("no-store") => this with { NoStore = true },
            8 when directive.Is("no-cache") => this with { NoCache = NoCache || !directive.NamesOnlyCookies },
            8 when directive.Is("s-maxage") => this with { SharedMaxAge = SharedMaxAge ?? directive.Seconds },
            9 when directive.Is("immutable") => this with { Immutable = true },
            9 when directive.Is("max-stale") => this with { MaxStale = MaxStale ?? directive.SecondsOrLongest },
            9 when directive.Is("min-fresh") => this with { MinFresh = MinFresh ?? directive.Seconds },
            12 when directive.Is("no-transform") => this with { NoTransform = true },
            14 when directive.Is("only-if-cached") => this with { OnlyIfCached = true },
            14 when directive.Is("stale-if-error") => this with { StaleIfError = StaleIfError ?? directive.Seconds },
            15 when directive.Is("must-revalidate") => this with { MustRevalidate = true },
            15 when directive.Is("must-understand") => this with { MustUnderstand = true },
            16 when directive.Is("proxy-revalidate") => this with { ProxyRevalidate = true },
            22 when directive.Is("stale-while-revalidate") => this with
            {
                StaleWhileRevalidate = StaleWhileRevalidate ?? directive.Seconds,
            },
            _ => this,
        };
}
