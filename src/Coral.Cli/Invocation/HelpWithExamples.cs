using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Coral.Cli.Invocation;

/// <summary>The library's help; below it what a subcommand adds: notes and examples.</summary>
internal sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
{
    /// <inheritdoc />
    public override bool ClearsParseErrors => true;

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        var code = inner.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Subcommand command)
        {
            var output = parseResult.InvocationConfiguration.Output;
            WriteSection(output, "Notes", command.Notes);
            WriteSection(output, "Examples", command.Examples);
        }

        return code;
    }

    /// <summary>Gives the root's <c>--help</c>, which all subcommands share, this action.</summary>
    internal static void Install(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }

    private static void WriteSection(TextWriter output, string title, string text)
    {
        output.WriteLine($"{title}:");
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            output.WriteLine($"  {line}");
        }

        output.WriteLine();
    }
}
