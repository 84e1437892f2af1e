namespace Coral.Node.Configuration;

/// <summary>A flag of <c>coral run</c> that sets an option.</summary>
/// <param name="Name">The flag with its dashes: <c>--http</c>.</param>
/// <param name="Key">The option that the flag sets.</param>
/// <param name="ValueName">The placeholder of the value in help: <c>A:P</c>.</param>
/// <param name="Position">
/// Its place in help, which lists the flags of all sections by it: tens, with room for others between them.
/// </param>
/// <param name="Help">One line for <c>--help</c>.</param>
public sealed record RunFlag(string Name, string Key, string ValueName, int Position, string Help)
{
    /// <summary>The settings that the flag's values make.</summary>
    /// <param name="values">In the order of the command line; a list's values are its places.</param>
    public IEnumerable<Setting> Settings(IReadOnlyList<string> values) =>
        values.Select(
            (value, place) =>
                new Setting(values.Count > 1 ? $"{Key}:{place}" : Key, value, SettingSourceKind.CommandLine, Name)
        );
}
