using System.Buffers;
using Coral.Caching.Http;
using Microsoft.AspNetCore.Http;

namespace Coral.Proxy.Pipeline;

/// <summary>Finds fields of a request that the server let pass and that HTTP forbids.</summary>
/// <remarks>
/// A server behind us might read such a field as another one, or as two (request smuggling): the request is refused,
/// and not left to it. Walking all fields costs an object, so that it is done where a request leaves this node.
/// </remarks>
internal static class ForbiddenFields
{
    /// <summary>All control characters but the tab (RFC 9110, section 5.5).</summary>
    private static readonly SearchValues<char> Controls = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (char)c).Where(c => c != '\t'),
        '\u007f',
    ]);

    /// <summary>
    /// True if a field of an HTTP/2 request belongs to an HTTP/1.1 connection (RFC 9113, section 8.2.2).
    /// </summary>
    /// <remarks>The server itself refuses <c>Connection</c>, and <c>TE</c> with anything but <c>trailers</c>.</remarks>
    public static bool AreOfAConnection(IHeaderDictionary headers) =>
        headers.TransferEncoding.Count > 0
        || headers.Upgrade.Count > 0
        || headers.KeepAlive.Count > 0
        || headers["Proxy-Connection"].Count > 0;

    /// <summary>
    /// True if a name is no token, or a value has a control character, or in HTTP/2 white space at an end (RFC 9110,
    /// sections 5.1 and 5.5; RFC 9113, section 8.2.1).
    /// </summary>
    public static bool AreMalformed(IHeaderDictionary headers, bool isHttp2)
    {
        foreach (var (name, values) in headers)
        {
            var isPseudo = isHttp2 && name.StartsWith(':');
            if (!isPseudo && !Tokens.Contains(name))
            {
                return true;
            }

            foreach (var value in values)
            {
                if (value.AsSpan().ContainsAny(Controls) || (isHttp2 && HasWhiteSpaceAtAnEnd(value)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool HasWhiteSpaceAtAnEnd(string? value) => value is [' ' or '\t', ..] or [.., ' ' or '\t'];
}
