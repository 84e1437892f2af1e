namespace Coral.Caching.Http;

/// <summary>One step of reading a body: some bytes, its end, or its failure.</summary>
/// <param name="Bytes">Bytes read; 0 when the body has ended, well or not.</param>
/// <param name="Failure">Why it ended early; <see langword="null"/> while bytes come and at a good end.</param>
public readonly record struct BodyRead(int Bytes, FetchFailure? Failure)
{
    /// <summary>The body has ended well.</summary>
    public static readonly BodyRead End = new(0, null);

    /// <summary>The body broke off.</summary>
    public static BodyRead Failed(FetchFailure failure) => new(0, failure);
}
