using Coral.Caching.Http;

namespace Coral.Caching.Tests.Fixtures;

/// <summary>What a scripted origin does with one request.</summary>
internal sealed record Script
{
    /// <summary>From the request to the header, or to the failure.</summary>
    public TimeSpan HeaderAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Instead of a header.</summary>
    public FetchFailure? Failure { get; init; }

    /// <summary>A fault of the fetcher itself.</summary>
    public Exception? Fault { get; init; }

    public int Status { get; init; } = 200;

    public FieldList Fields { get; init; } = FieldList.Empty;

    /// <summary>
    /// Bytes that come, in pieces of <see cref="ChunkBytes"/>, each <see cref="ChunkAfter"/> the one before.
    /// </summary>
    public long Length { get; init; } = 1000;

    public long? Declared { get; init; } = -1;

    public int ChunkBytes { get; init; } = 64 * 1024;

    public TimeSpan ChunkAfter { get; init; }

    /// <summary>Whether it answers <c>Range</c> under <c>If-Range</c>.</summary>
    public bool HasRanges { get; init; }

    /// <summary>Bytes other than those of <see cref="Content"/>: another version.</summary>
    public bool IsOther { get; init; }

    /// <summary>How the body ends.</summary>
    public FetchFailure? BodyFailure { get; init; }

    /// <summary>The length that the origin declares: by default the true one.</summary>
    public long? DeclaredLength => Declared == -1 ? Length : Declared;

    public static Script Ok(params ReadOnlySpan<(string Name, string Value)> fields) =>
        new() { Fields = FieldList.Of(fields) };

    public static Script Cacheable(int seconds = 60) => Ok(("Cache-Control", $"max-age={seconds}"));

    public static Script Fails(FetchFailure failure) => new() { Failure = failure };
}
