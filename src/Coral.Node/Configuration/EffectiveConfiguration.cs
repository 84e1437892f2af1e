namespace Coral.Node.Configuration;

/// <summary>The options in force, checked, with the source of each.</summary>
public sealed class EffectiveConfiguration
{
    internal EffectiveConfiguration(NodeSettings settings, IReadOnlyList<EffectiveOption> options)
    {
        Settings = settings;
        Options = options;
    }

    /// <summary>The options as a node takes them: every record there is.</summary>
    public NodeSettings Settings { get; }

    /// <summary>Every option in force, in the catalog's order.</summary>
    public IReadOnlyList<EffectiveOption> Options { get; }
}
