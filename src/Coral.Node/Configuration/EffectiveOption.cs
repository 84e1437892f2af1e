namespace Coral.Node.Configuration;

/// <summary>An option's value in force, and who set it.</summary>
/// <param name="Key">Full key; rows of a table by their number.</param>
/// <param name="Value">The value in force, as its user would write it.</param>
/// <param name="Kind">The source of the value.</param>
/// <param name="SourceName">The file's path, the variable's name, the flag; <c>default</c>.</param>
public sealed record EffectiveOption(string Key, string Value, SettingSourceKind Kind, string SourceName)
{
    /// <summary>The option as its user wrote it, for messages.</summary>
    internal string WrittenAs =>
        Kind switch
        {
            SettingSourceKind.Default => Key,
            SettingSourceKind.File => $"{Key} in {SourceName}",
            _ => SourceName,
        };
}
