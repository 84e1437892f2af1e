using System.Collections;
using System.Reflection;

namespace Coral.Node.Configuration;

/// <summary>Fills one record of options and notes where each value came from.</summary>
internal sealed class RecordBinder(OptionCatalog catalog, OptionSection section, List<string> problems)
{
    private const string DefaultName = "default";

    private readonly List<EffectiveOption> _options = [];

    /// <summary>The options in force, in the order of the properties.</summary>
    internal IReadOnlyList<EffectiveOption> Options => _options;

    /// <summary>Makes the record with its defaults, then lays the last source's values over each property.</summary>
    internal object Bind(ILookup<PropertyInfo, ReadSetting> settings)
    {
        var record = Activator.CreateInstance(section.Record)!;
        foreach (
            var group in catalog
                .Definitions.Where(IsOurs)
                .GroupBy(definition => definition.Table ?? definition.Property)
        )
        {
            var last = LastSource(settings[group.Key]);
            if (group.First().Table is { } table)
            {
                BindTable(record, table, $"{section.Name}:{table.Name}", [.. group], last);
            }
            else
            {
                BindOption(record, group.First(), group.First().Key, last);
            }
        }

        return record;
    }

    private bool IsOurs(OptionDefinition definition) =>
        (definition.Table ?? definition.Property).DeclaringType == section.Record;

    private static List<ReadSetting> LastSource(IEnumerable<ReadSetting> settings)
    {
        var all = settings.ToList();
        var last = all.Count == 0 ? default : all.Max(read => read.Setting.Kind);
        return all.FindAll(read => read.Setting.Kind == last);
    }

    private void BindOption(object record, OptionDefinition definition, string key, List<ReadSetting> settings)
    {
        var property = definition.Property;
        if (settings.Count > 0)
        {
            var values = settings
                .OrderBy(read => read.Places.LastOrDefault(-1))
                .SelectMany(read => read.Values)
                .ToList();
            property.SetValue(
                record,
                definition.Shape == OptionShape.List ? ToList(property, values) : values.LastOrDefault()
            );
        }

        var value = property.GetValue(record);
        var (kind, name) =
            settings.Count > 0 ? (settings[^1].Setting.Kind, settings[^1].Setting.SourceName) : (default, DefaultName);
        var option = new EffectiveOption(key, definition.Format(value), kind, name);
        _options.Add(option);
        if (definition.IsRequired && value is null)
        {
            problems.Add($"{option.WrittenAs}: missing; it must be {definition.Allowed}");
        }
        else if (value is ICollection { Count: var count } && count < definition.MinValues)
        {
            problems.Add($"{option.WrittenAs}: no value; it must be {definition.Allowed}");
        }
    }

    private void BindTable(
        object record,
        PropertyInfo table,
        string key,
        IReadOnlyList<OptionDefinition> columns,
        List<ReadSetting> settings
    )
    {
        if (settings.Count == 0)
        {
            _options.Add(new EffectiveOption(key, OptionDefinition.None, default, DefaultName));
            return;
        }

        var elementType = OptionDefinition.ElementOf(table.PropertyType)!;
        var rows = new List<object>();
        foreach (var row in settings.GroupBy(read => read.Places[0]).OrderBy(row => row.Key))
        {
            var element = Activator.CreateInstance(elementType)!;
            foreach (var column in columns)
            {
                var own = row.Where(read => read.Definition == column).ToList();
                BindOption(element, column, $"{key}:{row.Key}:{column.Property.Name}", own);
            }

            rows.Add(element);
        }

        table.SetValue(record, ToList(table, rows));
    }

    private static object ToList(PropertyInfo property, List<object> values)
    {
        var element = OptionDefinition.ElementOf(property.PropertyType)!;
        var array = Array.CreateInstance(element, values.Count);
        ((ICollection)values).CopyTo(array, 0);
        return property.PropertyType.IsAssignableFrom(array.GetType())
            ? array
            : Activator.CreateInstance(typeof(List<>).MakeGenericType(element), array)!;
    }
}
