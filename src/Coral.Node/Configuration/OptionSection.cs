namespace Coral.Node.Configuration;

/// <summary>A section of options: the record that holds them, and what the record itself cannot say.</summary>
/// <remarks>
/// The record's properties give the keys, their first values the defaults, their attributes the bounds; its
/// <c>Validate</c> has the rules over several of them. More than one record may bind to a section of the same name.
/// </remarks>
/// <param name="Name">The key of the section: <c>Coral:Cache</c>.</param>
/// <param name="Record">A type with a constructor without parameters; what has a public setter is an option.</param>
public sealed record OptionSection(string Name, Type Record)
{
    /// <summary>The flags of <c>coral run</c> that set some of the options.</summary>
    public IReadOnlyList<RunFlag> Flags { get; init; } = [];

    /// <summary>Limits among the options that cost descriptors or memory: the node lowers them where it must.</summary>
    public IReadOnlyList<ResourceDemand> Demands { get; init; } = [];

    /// <summary>
    /// Full keys that are options no more, each with the property that has taken its place: a setting of one is refused
    /// with a line that names it.
    /// </summary>
    public IReadOnlyDictionary<string, string> Renamed { get; init; } = new Dictionary<string, string>();

    /// <summary>Defaults that depend on the process, and so take the place of the record's.</summary>
    public Func<ProcessEnvironment, IEnumerable<Setting>> Defaults { get; init; } = _ => [];
}
