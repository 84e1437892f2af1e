using System.CommandLine;

namespace Coral.Cli.Invocation;

/// <summary>A command whose help ends with notes and examples.</summary>
/// <param name="name">The command's name on the command line.</param>
/// <param name="summary">One line, for the list of commands.</param>
/// <param name="notes">Notes for its users.</param>
/// <param name="examples">Command lines to try.</param>
internal sealed class Subcommand(string name, string summary, string notes, string examples) : Command(name, summary)
{
    /// <summary>Notes for its users.</summary>
    internal string Notes => notes;

    /// <summary>Command lines to try.</summary>
    internal string Examples => examples;
}
