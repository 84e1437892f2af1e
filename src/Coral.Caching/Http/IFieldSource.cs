namespace Coral.Caching.Http;

/// <summary>Field values by name: the view of a request or response that caching decisions read.</summary>
/// <remarks>Lets the proxy's hit path match a request without copying its header.</remarks>
public interface IFieldSource
{
    /// <summary>
    /// The combined value of a field: its lines in order, joined by <c>", "</c> (RFC 9110, section 5.3).
    /// </summary>
    /// <returns><see langword="null"/> when the field is absent.</returns>
    string? Get(string name);
}
