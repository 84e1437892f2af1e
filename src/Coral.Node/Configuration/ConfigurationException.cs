namespace Coral.Node.Configuration;

/// <summary>The configuration is wrong: its user must mend it. Each problem is one line that names the option.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Collects what is wrong.</summary>
    public ConfigurationException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>One line for each problem.</summary>
    public IReadOnlyList<string> Problems { get; }
}
