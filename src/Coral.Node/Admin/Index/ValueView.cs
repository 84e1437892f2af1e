using Coral.Core.Index;

namespace Coral.Node.Admin.Index;

/// <summary>One value.</summary>
/// <param name="Owner">The node that put the value: its id, in hexadecimal.</param>
/// <param name="Bytes">The value, in base64.</param>
/// <param name="Text">The value as text, where it is UTF-8 that can be printed.</param>
/// <param name="RemainingSeconds">Seconds until it expires; it may be evicted before.</param>
public sealed record ValueView(string Owner, byte[] Bytes, string? Text, double RemainingSeconds)
{
    /// <summary>Converts a value of the index.</summary>
    public static ValueView From(IndexValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new ValueView(
            value.Owner.ToString(),
            value.Bytes.ToArray(),
            PrintableText.Of(value.Bytes.Span),
            Math.Round(value.Remaining.TotalSeconds, 3)
        );
    }
}
