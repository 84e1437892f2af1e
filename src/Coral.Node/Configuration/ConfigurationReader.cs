using System.ComponentModel.DataAnnotations;

namespace Coral.Node.Configuration;

/// <summary>Turns the settings of all sources into the options in force.</summary>
/// <remarks>
/// <list type="number">
/// <item>
/// Every setting is read, whoever sets it: a wrong one stops the start even where a later source overrides it.
/// </item>
/// <item>A property takes all of its values from the last source that sets it: lists are replaced, not merged.</item>
/// <item>The rules that tie several options together are asked last, record by record.</item>
/// </list>
/// </remarks>
public sealed class ConfigurationReader(OptionCatalog catalog)
{
    /// <summary>Reads, binds and checks.</summary>
    /// <param name="settings">Of all sources, in any order.</param>
    /// <exception cref="ConfigurationException">Something is wrong; it says all of it.</exception>
    public EffectiveConfiguration Read(IEnumerable<Setting> settings)
    {
        var problems = new List<string>();
        var reader = new SettingReader(catalog, problems);
        var byProperty = settings
            .Select(reader.Read)
            .OfType<ReadSetting>()
            .ToLookup(read => read.Definition.Table ?? read.Definition.Property);

        var records = new Dictionary<Type, object>();
        var options = new List<EffectiveOption>();
        foreach (var type in catalog.Records)
        {
            var binder = new RecordBinder(catalog, type, problems);
            var record = binder.Bind(byProperty);
            records.Add(type, record);
            options.AddRange(binder.Options);
        }

        if (problems.Count == 0)
        {
            problems.AddRange(records.Values.SelectMany(record => BrokenRules(record, options)));
        }

        return problems.Count == 0
            ? new EffectiveConfiguration(records, options)
            : throw new ConfigurationException(problems);
    }

    private static IEnumerable<string> BrokenRules(object record, IReadOnlyList<EffectiveOption> options)
    {
        if (record is not IValidatableObject rules)
        {
            yield break;
        }

        var section = OptionCatalog.SectionOf(record.GetType());
        foreach (var broken in rules.Validate(new ValidationContext(record)))
        {
            var keys = broken.MemberNames.Select(member => $"{section}:{member}").ToList();
            var culprit = options
                .Where(option =>
                    keys.Exists(key => option.Key == key || option.Key.StartsWith(key + ":", StringComparison.Ordinal))
                )
                .MaxBy(option => option.Kind);
            yield return $"{culprit?.WrittenAs ?? keys.FirstOrDefault() ?? section}: {broken.ErrorMessage}";
        }
    }
}
