using Coral.Core.Http;

namespace Coral.Cli.Fetching;

/// <summary>Says in words what the node's member of <c>Cache-Status</c> (RFC 9211) says.</summary>
internal static class ServedBy
{
    /// <summary>The member's parameters in words.</summary>
    /// <param name="cacheStatus">
    /// The whole field; the last member of the name <c>coral</c> counts, being the nearest.
    /// </param>
    internal static string Describe(string? cacheStatus)
    {
        if (CacheStatusMembers.FindLast(cacheStatus, "coral") is not { } member)
        {
            return "unknown: the response has no Cache-Status of a Coral node";
        }

        var place = member.Find("detail")?.TokenOrString switch
        {
            "memory" => "this node's memory",
            "disk" => "this node's disk",
            "origin" => "the origin",
            { } level when level.StartsWith("level", StringComparison.Ordinal) => $"another node ({level})",
            _ => "the node itself",
        };
        var how = new List<string>();
        Add(how, member.HasFlag("hit"), "cache hit");
        if (member.Find("ttl")?.AsInteger is { } seconds)
        {
            how.Add(seconds > 0 ? $"fresh for {seconds} s" : "stale: revalidated on the next request");
        }

        var reason = member.Find("fwd")?.TokenOrString;
        Add(how, reason is not null, $"cache miss ({reason})");
        Add(how, member.HasFlag("collapsed"), "joined a fetch in progress");
        Add(how, member.HasFlag("stored"), "now stored");
        return how.Count == 0 ? place : $"{place}: {string.Join(", ", how)}";
    }

    private static void Add(List<string> words, bool applies, string word)
    {
        if (applies)
        {
            words.Add(word);
        }
    }
}
