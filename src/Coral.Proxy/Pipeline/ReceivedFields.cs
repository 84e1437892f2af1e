using Coral.Caching.Http;
using Microsoft.AspNetCore.Http;

namespace Coral.Proxy.Pipeline;

/// <summary>
/// A server's field dictionary as a source of combined values. Allocates only for fields of several lines.
/// </summary>
internal sealed class ReceivedFields : IFieldSource
{
    /// <summary>The fields to show.</summary>
    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    /// <inheritdoc />
    public string? Get(string name)
    {
        var values = Headers[name];
        return values.Count switch
        {
            0 => null,
            1 => values[0],
            _ => string.Join(", ", values.AsEnumerable()),
        };
    }
}
