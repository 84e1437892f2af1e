using Coral.Caching.Http;
using Coral.Core.Http;

namespace Coral.Caching.Store;

/// <summary>The set of stored responses that a purge concerns.</summary>
public abstract record PurgeScope
{
    /// <summary>The response field that lists the tags of a response, separated by commas.</summary>
    public const string TagField = "Cache-Tag";

    /// <summary>Membership of a response in the set.</summary>
    /// <param name="key">The key of the response.</param>
    /// <param name="head">The header of the response, which its tags are read from.</param>
    public abstract bool Covers(CacheKey key, ResponseHead head);

    /// <summary>Every variant of one URL.</summary>
    public static PurgeScope OfKey(CacheKey key) => new KeyScope(key);

    /// <summary>Every URL of one origin whose path and query begin with <paramref name="prefix"/>.</summary>
    public static PurgeScope OfPrefix(string origin, string prefix) => new PrefixScope(origin, prefix);

    /// <summary>Every URL of one host, whatever its scheme and port.</summary>
    public static PurgeScope OfHost(string host) => new HostScope(host);

    /// <summary>Every response of one host that <see cref="TagField"/> gives a tag, in either case.</summary>
    public static PurgeScope OfTag(string host, string tag) => new TagScope(host, tag);

    private static bool IsOf(CacheKey key, string host)
    {
        var origin = key.Origin.AsSpan();
        var authority = origin[(origin.IndexOf("://") + 3)..];
        var end = authority[(authority.IndexOf(']') + 1)..].IndexOf(':');
        var name = end < 0 ? authority : authority[..(authority.IndexOf(']') + 1 + end)];
        return name.Equals(host, StringComparison.OrdinalIgnoreCase);
    }

    private sealed record KeyScope(CacheKey Key) : PurgeScope
    {
        public override bool Covers(CacheKey key, ResponseHead head) => key == Key;
    }

    private sealed record PrefixScope(string Origin, string Prefix) : PurgeScope
    {
        public override bool Covers(CacheKey key, ResponseHead head) =>
            key.Origin == Origin && key.Target.StartsWith(Prefix, StringComparison.Ordinal);
    }

    private sealed record HostScope(string Host) : PurgeScope
    {
        public override bool Covers(CacheKey key, ResponseHead head) => IsOf(key, Host);
    }

    private sealed record TagScope(string Host, string Tag) : PurgeScope
    {
        public override bool Covers(CacheKey key, ResponseHead head)
        {
            if (!IsOf(key, Host) || head.Fields.Get(TagField) is not { } tags)
            {
                return false;
            }

            foreach (var member in new ListMembers(tags, ListQuoting.None))
            {
                if (member.Equals(Tag, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
