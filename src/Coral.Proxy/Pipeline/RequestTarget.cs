using System.Buffers;

namespace Coral.Proxy.Pipeline;

/// <summary>The request target in its forms (RFC 9112, section 3.2).</summary>
internal static class RequestTarget
{
    /// <summary>The characters of a path or query: printable ASCII without the space, and no fragment.</summary>
    private static readonly SearchValues<char> Allowed = SearchValues.Create([
        .. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).Where(c => c != '#'),
    ]);

    /// <summary>Path and query, byte for byte as received.</summary>
    /// <param name="raw">The target as received: origin-form, or absolute-form.</param>
    /// <param name="scheme">The scheme of the connection, which an absolute-form target must name.</param>
    /// <param name="host">The <c>Host</c> field, which an absolute-form target must name too.</param>
    /// <param name="target">Path and query; never empty.</param>
    public static TargetOutcome Read(string raw, string scheme, string host, out string target)
    {
        target = raw;
        if (raw.StartsWith('/'))
        {
            return raw.AsSpan().ContainsAnyExcept(Allowed) ? TargetOutcome.Malformed : TargetOutcome.Resource;
        }

        var authority = raw.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
        {
            return TargetOutcome.NoResource;
        }

        var rest = raw.AsSpan(authority + 3);
        var length = rest.IndexOfAny("/?#");
        length = length < 0 ? rest.Length : length;
        if (
            !raw.AsSpan(0, authority).Equals(scheme, StringComparison.OrdinalIgnoreCase)
            || !rest[..length].Equals(host, StringComparison.OrdinalIgnoreCase)
        )
        {
            return TargetOutcome.Elsewhere;
        }

        var path = rest[length..];
        target = path.StartsWith('/') ? path.ToString() : $"/{path}";
        return path.ContainsAnyExcept(Allowed) ? TargetOutcome.Malformed : TargetOutcome.Resource;
    }
}
