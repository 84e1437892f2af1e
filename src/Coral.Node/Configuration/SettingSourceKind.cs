namespace Coral.Node.Configuration;

/// <summary>Sources of a value. The later wins.</summary>
public enum SettingSourceKind
{
    /// <summary>Built in.</summary>
    Default,

    /// <summary>The JSON file named by <c>--config</c>.</summary>
    File,

    /// <summary>An environment variable that starts with <c>CORAL__</c>.</summary>
    Environment,

    /// <summary>A flag.</summary>
    CommandLine,
}
