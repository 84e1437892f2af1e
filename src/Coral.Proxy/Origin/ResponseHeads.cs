using System.Globalization;
using System.Net;
using Coral.Caching.Http;
using Coral.Proxy.Fields;

namespace Coral.Proxy.Origin;

/// <summary>Reads an origin's response header, and refuses what two readers could read in two ways.</summary>
/// <remarks>
/// The framework's client is lenient where RFC 9112 (sections 6 and 11) sees a response
/// split or smuggled. What it took, we judge again.
/// </remarks>
internal static class ResponseHeads
{
    /// <summary>
    /// Reads status and fields, names and values as received, connection-level and cookie fields dropped.
    /// </summary>
    /// <param name="response">The response, its body unread.</param>
    /// <param name="isHead"><see langword="true"/> for a response to HEAD, whose length is not that of a body.</param>
    /// <param name="receivedAt">The time at which the header arrived: the date of a response without one.</param>
    /// <param name="head">Status and header, when they are good.</param>
    /// <param name="length">The body's length: declared, 0 where there can be none, or <see langword="null"/>.</param>
    /// <returns>The failure of a malformed header; <see langword="null"/> for a valid one.</returns>
    public static string? Read(
        HttpResponseMessage response,
        bool isHead,
        DateTimeOffset receivedAt,
        out ResponseHead? head,
        out long? length
    )
    {
        head = null;
        length = null;
        var status = (int)response.StatusCode;
        if (status is < 200 or > 599)
        {
            return "status code out of range";
        }

        var fields = HeaderFields.From(response.Headers.NonValidated, response.Content.Headers.NonValidated);
        var fault = ValueFaultOf(fields) ?? FramingFaultOf(fields, response.Version, out length);
        if (fault is not null)
        {
            return fault;
        }

        var endToEnd = EndToEndFields.OfResponse(fields, receivedAt);
        head = new ResponseHead(status, status == 205 ? endToEnd.With("Content-Length", "0") : endToEnd);
        length = isHead || status is 204 or 205 or 304 ? 0 : length;
        return null;
    }

    private static string? ValueFaultOf(FieldList fields)
    {
        foreach (var line in fields.Lines)
        {
            if (line.Value.AsSpan().ContainsAny('\r', '\n', '\0'))
            {
                return "line break or NUL in a field value";
            }
        }

        return null;
    }

    /// <summary>True if the end of the body is ambiguous (RFC 9112, section 6.3).</summary>
    private static string? FramingFaultOf(FieldList fields, Version version, out long? length)
    {
        length = null;
        var lengths = fields.Where(line => line.Is("Content-Length")).ToList();
        if (lengths.Count > 0)
        {
            if (lengths.Count > 1 || !TryReadLength(lengths[0].Value, out var declared))
            {
                return "Content-Length is not one number";
            }

            length = declared;
        }

        var codings = fields.Where(line => line.Is("Transfer-Encoding")).ToList();
        if (codings.Count == 0)
        {
            return null;
        }

        if (lengths.Count > 0)
        {
            return "both Content-Length and Transfer-Encoding";
        }

        return
            version == HttpVersion.Version11
            && codings.Count == 1
            && codings[0].Value.Equals("chunked", StringComparison.OrdinalIgnoreCase)
            ? null
            : "Transfer-Encoding is not chunked alone";
    }

    private static bool TryReadLength(string text, out long length) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length);
}
