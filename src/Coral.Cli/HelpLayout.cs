using System.CommandLine;
using System.CommandLine.Help;

namespace Coral.Cli;

/// <summary>The library's help, with the examples of a subcommand at its end.</summary>
internal static class HelpLayout
{
    internal static void AddExamples(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        ((HelpAction)help.Action!).Builder.CustomizeLayout(_ => [.. HelpBuilder.Default.GetLayout(), WriteExamples]);
    }

    private static bool WriteExamples(HelpContext context)
    {
        if (context.Command is not Subcommand { Examples: { } examples })
        {
            return false;
        }

        context.Output.WriteLine("Examples:");
        foreach (var line in examples.AsSpan().EnumerateLines())
        {
            context.Output.WriteLine($"  {line}");
        }

        return true;
    }
}
