namespace Coral.Lab.Crowd;

/// <summary>Reads the member that the node itself added to <c>Cache-Status</c>: the last of its name.</summary>
public static class CacheStatusReader
{
    private const StringSplitOptions Trim = StringSplitOptions.TrimEntries;

    /// <summary>The source that the field's lines name.</summary>
    public static RequestSource Read(IEnumerable<string> lines)
    {
        var members = string.Join(',', lines).Split(',', Trim);
        var words = Array.FindLast(members, member => member.StartsWith("coral;", StringComparison.Ordinal)) ?? "";
        var parameters = words.Split(';', Trim);
        return parameters switch
        {
            _ when parameters.Contains("hit", StringComparer.Ordinal) => RequestSource.Local,
            _ when IsJoined(parameters) => RequestSource.Joined,
            _ when parameters.Contains("detail=level2", StringComparer.Ordinal) => RequestSource.Level2,
            _ when parameters.Contains("detail=level1", StringComparer.Ordinal) => RequestSource.Level1,
            _ when parameters.Contains("detail=level0", StringComparer.Ordinal) => RequestSource.Level0,
            _ when parameters.Contains("detail=origin", StringComparer.Ordinal) => RequestSource.Origin,
            _ => RequestSource.Unknown,
        };
    }

    /// <summary>
    /// True if nobody was asked for this request. A fetch that follows another node's is collapsed too, but has a
    /// status of its own.
    /// </summary>
    private static bool IsJoined(string[] parameters) =>
        parameters.Contains("collapsed", StringComparer.Ordinal)
        && !Array.Exists(parameters, word => word.StartsWith("fwd-status=", StringComparison.Ordinal));
}
