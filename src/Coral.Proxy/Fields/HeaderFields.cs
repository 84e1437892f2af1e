using System.Net.Http.Headers;
using Coral.Caching.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Coral.Proxy.Fields;

/// <summary>Field lists of the headers of Kestrel and of <see cref="HttpClient"/>, and lines into the former.</summary>
internal static class HeaderFields
{
    /// <summary>The lines of a header of the server.</summary>
    /// <param name="except">The name, in the server's spelling, whose lines are left out.</param>
    public static FieldList From(IHeaderDictionary headers, string? except = null)
    {
        var lines = new List<FieldLine>(headers.Count);
        foreach (var (name, values) in headers)
        {
            if (name != except)
            {
                foreach (var value in values)
                {
                    lines.Add(new FieldLine(name, value ?? string.Empty));
                }
            }
        }

        return new FieldList(lines);
    }

    /// <summary>The lines of a response of the client, as they were received.</summary>
    /// <param name="parts">The header collections in order: the message's and the content's, or the trailing
    /// ones.</param>
    public static FieldList From(params ReadOnlySpan<HttpHeadersNonValidated> parts)
    {
        var lines = new List<FieldLine>();
        foreach (var headers in parts)
        {
            foreach (var (name, values) in headers)
            {
                foreach (var value in values)
                {
                    lines.Add(new FieldLine(name, value));
                }
            }
        }

        return new FieldList(lines);
    }

    /// <summary>
    /// Writes a line. Kestrel refuses one that would break the framing of the message; such a line is left out, and
    /// costs no other of its name.
    /// </summary>
    /// <param name="headers">The header to write into.</param>
    /// <param name="value">The value of one field line.</param>
    /// <param name="append">True to keep lines of the same name that are there already.</param>
    public static void Write(IHeaderDictionary headers, string name, string value, bool append)
    {
        try
        {
            headers[name] = append ? StringValues.Concat(headers[name], value) : value;
        }
        catch (InvalidOperationException)
        {
            // The header is as it was.
        }
    }
}
