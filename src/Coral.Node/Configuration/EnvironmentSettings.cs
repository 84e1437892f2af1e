namespace Coral.Node.Configuration;

/// <summary>The settings among environment variables: <c>CORAL__CACHE__MEMORYBYTES</c>.</summary>
/// <remarks>
/// Only names with the double underscore count: an orchestrator sets <c>CORAL_PORT</c> and the like for a service
/// called coral.
/// </remarks>
public static class EnvironmentSettings
{
    private const string Prefix = "CORAL__";

    /// <summary>Picks ours out of all variables, ordered by name.</summary>
    public static IReadOnlyList<Setting> Read(IReadOnlyDictionary<string, string?> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return
        [
            .. variables
                .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                .OrderBy(variable => variable.Key, StringComparer.Ordinal)
                .Select(variable => new Setting(
                    variable.Key.Replace("__", ":", StringComparison.Ordinal),
                    variable.Value,
                    SettingSourceKind.Environment,
                    variable.Key
                )),
        ];
    }

    /// <summary>The variable that sets <paramref name="key"/>.</summary>
    public static string VariableFor(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();
    }
}
