namespace Coral.Caching.Http;

/// <summary>Some bytes of a body at an offset, or its end.</summary>
/// <param name="Bytes">The bytes; empty when the body has ended there, well or not.</param>
/// <param name="Failure">Why the body ended early; <see langword="null"/> while bytes come and at a good end.</param>
public readonly record struct BodySlice(ReadOnlyMemory<byte> Bytes, FetchFailure? Failure)
{
    /// <summary>The body has ended well.</summary>
    public static readonly BodySlice End;
}
