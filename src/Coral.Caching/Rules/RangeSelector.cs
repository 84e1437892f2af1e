using Coral.Caching.Model;

namespace Coral.Caching.Rules;

/// <summary><c>Range</c> and <c>If-Range</c> of a GET against a complete 200 (RFC 9110, sections 14 and 13.1.5).</summary>
public static class RangeSelector
{
    /// <summary>Chooses the bytes to send. Never throws.</summary>
    /// <param name="request">The client's fields; its method is GET (RFC 9110, section 14.2: others ignore <c>Range</c>).</param>
    /// <param name="head">The selected response.</param>
    /// <param name="length">The length of its complete body.</param>
    public static RangeSelection Select(IFieldSource request, ResponseHead head, long length) =>
        throw new InvalidOperationException("To be filled.");
}
