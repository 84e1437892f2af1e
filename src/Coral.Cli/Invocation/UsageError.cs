using System.CommandLine;
using System.CommandLine.Parsing;
using Coral.Node.Configuration;

namespace Coral.Cli.Invocation;

/// <summary>The error message for a command line that cannot be read: one line.</summary>
internal static class UsageError
{
    internal static string Describe(ParseResult result)
    {
        var path = PathOf(result.CommandResult);
        return $"{path}: {Problem(result)} (see {path} --help)";
    }

    private static string Problem(ParseResult result)
    {
        var command = result.CommandResult.Command;
        if (result.UnmatchedTokens.Count == 0)
        {
            return command.Subcommands.Count > 0 && result.CommandResult.Tokens.Count == 0
                ? "a command is needed"
                : result.Errors[0].Message.TrimEnd('.');
        }

        var word = result.UnmatchedTokens[0];
        var known = word.StartsWith('-')
            ? command.Options.Select(option => option.Name)
            : command.Subcommands.Select(subcommand => subcommand.Name);
        var what =
            word.StartsWith('-') ? "unknown option"
            : command.Subcommands.Count > 0 ? "unknown command"
            : "one too many:";
        return DidYouMean.Nearest(word, known) is { } nearest
            ? $"{what} '{word}'; did you mean {nearest}?"
            : $"{what} '{word}'";
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "coral";
}
