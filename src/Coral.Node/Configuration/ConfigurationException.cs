namespace Coral.Node.Configuration;

/// <summary>The configuration is wrong and its user must correct it.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Collects what is wrong.</summary>
    /// <param name="problems">Sentences; control characters in what they quote are escaped.</param>
    public ConfigurationException(IEnumerable<string> problems)
        : this([.. problems.Select(OneLine)]) { }

    private ConfigurationException(string[] lines)
        : base(string.Join(Environment.NewLine, lines)) => Problems = lines;

    /// <summary>One line for each problem; it names the option.</summary>
    public IReadOnlyList<string> Problems { get; }

    private static string OneLine(string problem) =>
        string.Concat(problem.Select(letter => char.IsControl(letter) ? $"\\u{(int)letter:x4}" : $"{letter}"));
}
