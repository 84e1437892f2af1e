namespace Coral.Node.Configuration;

/// <summary>One value as some source gives it, unread.</summary>
/// <param name="Key">Full key, segments joined by colons; list places are numbers: <c>Coral:Http:0</c>.</param>
/// <param name="Value">The text; <see langword="null"/> for JSON's null.</param>
/// <param name="Kind">The source of the value.</param>
/// <param name="SourceName">The file's path, the variable's name, the flag.</param>
public sealed record Setting(string Key, string? Value, SettingSourceKind Kind, string SourceName)
{
    /// <summary>The option as its user wrote it, for messages.</summary>
    public string WrittenAs => Kind == SettingSourceKind.File ? $"{Key} in {SourceName}" : SourceName;
}
