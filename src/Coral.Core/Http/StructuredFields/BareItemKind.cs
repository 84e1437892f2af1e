namespace Coral.Core.Http.StructuredFields;

/// <summary>The types of a bare item (RFC 9651, section 3.3).</summary>
public enum BareItemKind
{
    /// <summary>A whole number of at most 15 digits.</summary>
    Integer,

    /// <summary>A number of at most twelve digits before the point and three after it.</summary>
    Decimal,

    /// <summary>Printable ASCII between quotes.</summary>
    String,

    /// <summary>A word without quotes.</summary>
    Token,

    /// <summary>Bytes, in base64 between colons.</summary>
    ByteSequence,

    /// <summary><c>?1</c> or <c>?0</c>.</summary>
    Boolean,

    /// <summary>Seconds since 1970, after an at sign.</summary>
    Date,

    /// <summary>Unicode text between quotes, percent-encoded.</summary>
    DisplayString,
}
