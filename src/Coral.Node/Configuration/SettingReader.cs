namespace Coral.Node.Configuration;

/// <summary>Reads settings one by one: which option, which value; what is wrong goes to a list.</summary>
internal sealed class SettingReader(OptionCatalog catalog, List<string> problems)
{
    /// <summary>Reads one setting; <see langword="null"/> when it is wrong, or an empty section.</summary>
    internal ReadSetting? Read(Setting setting)
    {
        if (catalog.Find(setting.Key) is not { } definition)
        {
            if (!catalog.IsSection(setting.Key) || !string.IsNullOrEmpty(setting.Value))
            {
                problems.Add($"{setting.WrittenAs}: {Unknown(setting)}");
            }

            return null;
        }

        var values = new List<object>();
        foreach (var text in Split(definition, setting))
        {
            if (!definition.Kind.TryParse(text, out var value))
            {
                problems.Add($"{setting.WrittenAs}: '{text}' is not valid; it must be {definition.Allowed}");
                return null;
            }

            if (definition.Range?.Contains(value) == false)
            {
                problems.Add($"{setting.WrittenAs}: '{text}' is out of range; it must be {definition.Allowed}");
                return null;
            }

            values.Add(value);
        }

        return new ReadSetting(definition, setting, values);
    }

    private static string[] Split(OptionDefinition definition, Setting setting) =>
        (definition.Shape, setting.Value) switch
        {
            (OptionShape.Optional or OptionShape.List, null or OptionDefinition.None) => [],
            (OptionShape.List, "") => [],
            (OptionShape.List, { } text)
                when setting.Key.EndsWith(definition.Property.Name, StringComparison.OrdinalIgnoreCase) => text.Split(
                ',',
                StringSplitOptions.TrimEntries
            ),
            (_, var text) => [text ?? ""],
        };

    private string Unknown(Setting setting)
    {
        if (catalog.IsSection(setting.Key))
        {
            return "a section, not an option; its options are written below it";
        }

        var isVariable = setting.Kind == SettingSourceKind.Environment;
        if (catalog.FindRenamed(setting.Key) is { } renamed)
        {
            return $"no longer an option; use {(isVariable ? renamed.Variable : renamed.Key)} instead";
        }

        var names = catalog.Definitions.Select(definition => isVariable ? definition.Variable : definition.Key);
        var nearest = DidYouMean.Nearest(isVariable ? setting.SourceName : setting.Key, names);
        return nearest is null ? "unknown option" : $"unknown option; did you mean {nearest}?";
    }
}
