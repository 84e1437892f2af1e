using System.CommandLine;

namespace Coral.Cli;

/// <summary>A command with examples.</summary>
/// <param name="name">The word that calls it.</param>
/// <param name="summary">One line, for the list of commands.</param>
/// <param name="examples">Command lines to try, for <c>--help</c>.</param>
internal sealed class Subcommand(string name, string summary, string examples) : Command(name, summary)
{
    /// <summary>Command lines to try.</summary>
    internal string Examples => examples;
}
