namespace Coral.Node.Configuration;

/// <summary>The configuration is wrong and its user must mend it.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Collects what is wrong.</summary>
    public ConfigurationException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>One line for each problem; it names the option.</summary>
    public IReadOnlyList<string> Problems { get; }
}
