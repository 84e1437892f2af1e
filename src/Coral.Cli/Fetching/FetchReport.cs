namespace Coral.Cli.Fetching;

/// <summary>The result of a fetch.</summary>
/// <param name="Target">The URL and the node.</param>
internal sealed record FetchReport(FetchTarget Target)
{
    /// <summary>The reason why there is no whole response; <see langword="null"/> when there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>The status, when a header came.</summary>
    public int? Status { get; init; }

    /// <summary>The field <c>Cache-Status</c> (RFC 9211).</summary>
    public string? CacheStatus { get; init; }

    /// <summary>The field <c>Via</c>.</summary>
    public string? Via { get; init; }

    /// <summary>The field <c>Age</c>, in seconds.</summary>
    public string? Age { get; init; }

    /// <summary>The target of a redirect.</summary>
    public string? Location { get; init; }

    /// <summary>Bytes of the body.</summary>
    public long Bytes { get; init; }

    /// <summary>The time from the first packet to the open connection.</summary>
    public TimeSpan Connected { get; init; }

    /// <summary>The time from the first packet to the end of the header.</summary>
    public TimeSpan FirstByte { get; init; }

    /// <summary>The time from the first packet to the end of the body.</summary>
    public TimeSpan Total { get; init; }
}
