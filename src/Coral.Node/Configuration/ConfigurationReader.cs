using System.ComponentModel.DataAnnotations;

namespace Coral.Node.Configuration;

/// <summary>Turns the settings of all sources into the options in force.</summary>
/// <remarks>
/// 1. Read: every setting of every source; a wrong one stops the start even where a later source overrides it.
/// 2. Bind: a property takes all of its values from the last source that sets it; lists are replaced, not merged.
/// 3. Rules: what ties several options together.
/// Each step says all that it finds wrong, and the next is taken only when nothing was.
/// </remarks>
public sealed class ConfigurationReader(OptionCatalog catalog)
{
    /// <summary>Reads, binds and checks.</summary>
    /// <param name="settings">Of all sources, in any order.</param>
    /// <exception cref="ConfigurationException">Something is wrong; it says all of it.</exception>
    public EffectiveConfiguration Read(IEnumerable<Setting> settings)
    {
        // 1. Read
        var problems = new List<string>();
        var reader = new SettingReader(catalog, problems);
        var byProperty = settings
            .Select(reader.Read)
            .OfType<ReadSetting>()
            .ToLookup(read => read.Definition.Table ?? read.Definition.Property);
        ThrowIfAny(problems);

        // 2. Bind
        var records = new List<(OptionSection Section, object Record)>();
        var options = new List<EffectiveOption>();
        foreach (var section in catalog.Sections)
        {
            var binder = new RecordBinder(catalog, section, problems);
            records.Add((section, binder.Bind(byProperty)));
            options.AddRange(binder.Options);
        }

        ThrowIfAny(problems);

        // 3. Rules
        ThrowIfAny([.. records.SelectMany(bound => BrokenRules(bound.Section, bound.Record, options))]);
        return new EffectiveConfiguration(new NodeSettings(records.Select(bound => bound.Record)), options);
    }

    private static void ThrowIfAny(List<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new ConfigurationException(problems);
        }
    }

    private static IEnumerable<string> BrokenRules(
        OptionSection section,
        object record,
        IReadOnlyList<EffectiveOption> options
    )
    {
        if (record is not IValidatableObject rules)
        {
            yield break;
        }

        foreach (var broken in rules.Validate(new ValidationContext(record)))
        {
            var keys = broken.MemberNames.Select(member => $"{section.Name}:{member}").ToList();
            var culprit = options
                .Where(option =>
                    keys.Exists(key => option.Key == key || option.Key.StartsWith(key + ":", StringComparison.Ordinal))
                )
                .MaxBy(option => option.Kind);
            yield return $"{culprit?.WrittenAs ?? keys.FirstOrDefault() ?? section.Name}: {broken.ErrorMessage}";
        }
    }
}
