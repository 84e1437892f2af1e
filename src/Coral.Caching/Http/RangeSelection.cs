namespace Coral.Caching.Http;

/// <summary>The bytes to send of a body.</summary>
/// <param name="Outcome">Whole, one slice, or nothing.</param>
/// <param name="Offset">First byte to send.</param>
/// <param name="Length">Number of bytes to send; the <c>Content-Length</c>.</param>
/// <param name="CompleteLength">Length of the complete body.</param>
public readonly record struct RangeSelection(RangeOutcome Outcome, long Offset, long Length, long CompleteLength)
{
    /// <summary>The <c>Content-Range</c> value of a 206 or 416; <see langword="null"/> for the whole.</summary>
    public string? ContentRange =>
        Outcome switch
        {
            RangeOutcome.Part => string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"bytes {Offset}-{Offset + Length - 1}/{CompleteLength}"
            ),
            RangeOutcome.Unsatisfiable => string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"bytes */{CompleteLength}"
            ),
            _ => null,
        };
}
