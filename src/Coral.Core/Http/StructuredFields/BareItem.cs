using System.Globalization;

namespace Coral.Core.Http.StructuredFields;

/// <summary>A value of a structured field (RFC 9651, section 3.3), always one that can be written.</summary>
public readonly record struct BareItem
{
    /// <summary>The largest integer; the smallest is its negative (section 3.3.1).</summary>
    public const long MaxInteger = 999_999_999_999_999;

    private const long Thousand = 1000;
    private readonly long _number;
    private readonly string? _text;

    private BareItem(BareItemKind kind, long number, string? text)
    {
        Kind = kind;
        _number = number;
        _text = text;
    }

    /// <summary>The boolean true: the value of a key without one.</summary>
    public static BareItem True => Boolean(true);

    /// <summary>The type of the value.</summary>
    public BareItemKind Kind { get; }

    /// <summary>The value of an integer, seconds since 1970 of a date, thousandths of a decimal; else 0 or 1.</summary>
    public long Number => _number;

    /// <summary>The text of a token, string or display string; the base64 of bytes; else empty.</summary>
    public string Text => _text ?? string.Empty;

    /// <summary>True for the boolean true.</summary>
    public bool IsTrue => Kind == BareItemKind.Boolean && _number == 1;

    /// <summary>The text of a token or a string; <see langword="null"/> for any other type.</summary>
    public string? TokenOrString => Kind is BareItemKind.Token or BareItemKind.String ? Text : null;

    /// <summary>The integer; <see langword="null"/> for any other type.</summary>
    public long? AsInteger => Kind == BareItemKind.Integer ? _number : null;

    /// <summary>The token; <see langword="null"/> for any other type.</summary>
    public string? AsToken => Kind == BareItemKind.Token ? Text : null;

    /// <summary>The date; <see langword="null"/> for any other type, and for years that are no calendar's.</summary>
    public DateTimeOffset? AsDate =>
        Kind == BareItemKind.Date
        && _number >= DateTimeOffset.MinValue.ToUnixTimeSeconds()
        && _number <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(_number)
            : null;

    /// <summary>A new copy of the bytes; <see langword="null"/> for any other type.</summary>
    public byte[]? AsBytes => Kind == BareItemKind.ByteSequence ? Convert.FromBase64String(Text) : null;

    /// <summary>An integer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has more than 15 digits.</exception>
    public static BareItem Integer(long value) => new(BareItemKind.Integer, InRange(value), null);

    /// <summary>A decimal, rounded to thousandths, halves to even (section 4.1.5).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has more than twelve digits before the point.</exception>
    public static BareItem Decimal(decimal value)
    {
        var rounded = Math.Round(value, 3, MidpointRounding.ToEven);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Math.Abs(rounded), 1_000_000_000_000m, nameof(value));
        return new BareItem(BareItemKind.Decimal, (long)(rounded * Thousand), null);
    }

    /// <summary>A string.</summary>
    /// <exception cref="ArgumentException">A character is not printable ASCII.</exception>
    public static BareItem String(string value) =>
        StructuredGrammar.IsString(value)
            ? new BareItem(BareItemKind.String, 0, value)
            : throw new ArgumentException("A string has printable ASCII only.", nameof(value));

    /// <summary>A token.</summary>
    /// <exception cref="ArgumentException">The value is no token.</exception>
    public static BareItem Token(string value) =>
        StructuredGrammar.IsToken(value)
            ? new BareItem(BareItemKind.Token, 0, value)
            : throw new ArgumentException($"'{value}' is no token.", nameof(value));

    /// <summary>A byte sequence.</summary>
    public static BareItem Bytes(ReadOnlySpan<byte> value) =>
        new(BareItemKind.ByteSequence, 0, Convert.ToBase64String(value));

    /// <summary>A boolean.</summary>
    public static BareItem Boolean(bool value) => new(BareItemKind.Boolean, value ? 1 : 0, null);

    /// <summary>A date, in seconds since 1970.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has more than 15 digits.</exception>
    public static BareItem Date(long seconds) => new(BareItemKind.Date, InRange(seconds), null);

    /// <summary>A date, without the part of a second.</summary>
    public static BareItem Date(DateTimeOffset value) => Date(value.ToUnixTimeSeconds());

    /// <summary>A display string.</summary>
    /// <exception cref="ArgumentException">The text is no Unicode: it has half of a surrogate pair.</exception>
    public static BareItem DisplayString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(value[i]))
            {
                throw new ArgumentException("The text has half of a surrogate pair.", nameof(value));
            }
        }

        return new BareItem(BareItemKind.DisplayString, 0, value);
    }

    /// <summary>The value as it is written in a field.</summary>
    public override string ToString()
    {
        var writer = new StructuredFieldWriter([]);
        writer.WriteItem(this);
        return writer.ToString();
    }

    /// <summary>A decimal that was read: its digits before and after the point make a number of thousandths.</summary>
    internal static BareItem Thousandths(long value) => new(BareItemKind.Decimal, value, null);

    private static long InRange(long value) =>
        value is >= -MaxInteger and <= MaxInteger
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value),
                value.ToString(CultureInfo.InvariantCulture),
                "A number has at most 15 digits."
            );
}
