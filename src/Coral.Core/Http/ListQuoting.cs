namespace Coral.Core.Http;

/// <summary>The constructs that hide a separator in a list: they depend on the field's grammar.</summary>
public enum ListQuoting
{
    /// <summary>Nothing: for fields that are lists of tokens, in which a quote is a fault and means nothing.</summary>
    None,

    /// <summary>Quoted strings (RFC 9110, section 5.6.4); one that is never closed runs to the end.</summary>
    Strings,

    /// <summary>Quoted strings and comments, which nest (RFC 9110, section 5.6.5).</summary>
    StringsAndComments,
}
