namespace Coral.Node.Configuration;

/// <summary>The options in force, checked, with the source of each.</summary>
public sealed class EffectiveConfiguration
{
    private readonly IReadOnlyDictionary<Type, object> _records;

    internal EffectiveConfiguration(IReadOnlyDictionary<Type, object> records, IReadOnlyList<EffectiveOption> options)
    {
        _records = records;
        Options = options;
    }

    /// <summary>Every option in force, in the catalog's order.</summary>
    public IReadOnlyList<EffectiveOption> Options { get; }

    /// <summary>The record of options that a part of the node takes.</summary>
    public TOptions Get<TOptions>()
        where TOptions : class => (TOptions)_records[typeof(TOptions)];
}
