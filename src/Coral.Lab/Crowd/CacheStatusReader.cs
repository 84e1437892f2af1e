using Coral.Core.Http;
using Coral.Core.Http.StructuredFields;

namespace Coral.Lab.Crowd;

/// <summary>Reads the member that the node itself added to <c>Cache-Status</c>: the last of its name.</summary>
public static class CacheStatusReader
{
    /// <summary>The source that the field's lines name.</summary>
    public static RequestSource Read(IEnumerable<string> lines) =>
        CacheStatusMembers.FindLast(string.Join(',', lines), "coral") switch
        {
            null => RequestSource.Unknown,
            var member when member.HasFlag("hit") => RequestSource.Local,
            var member when IsJoined(member) => RequestSource.Joined,
            var member => member.Find("detail")?.TokenOrString switch
            {
                "level2" => RequestSource.Level2,
                "level1" => RequestSource.Level1,
                "level0" => RequestSource.Level0,
                "origin" => RequestSource.Origin,
                _ => RequestSource.Unknown,
            },
        };

    /// <summary>
    /// True if nobody was asked for this request. A fetch that follows another node's is collapsed too, but has a
    /// status of its own.
    /// </summary>
    private static bool IsJoined(ItemParameters member) =>
        member.HasFlag("collapsed") && member.Find("fwd-status") is null;
}
