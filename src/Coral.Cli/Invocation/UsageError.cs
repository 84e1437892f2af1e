using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Coral.Node.Configuration;

namespace Coral.Cli.Invocation;

/// <summary>The error message for a command line that cannot be read: one line.</summary>
internal static partial class UsageError
{
    /// <summary>The library's sentences, and ours for them.</summary>
    private static readonly (Regex Theirs, string Ours)[] Sentences =
    [
        (MissingArgument(), "missing argument $1"),
        (MissingValue(), "$1 needs a value"),
        (MissingOption(), "$1 is required"),
        (RepeatedOption(), "$1 takes one value, but was given $2"),
    ];

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
                ? "a command is required"
                : Plain(result.Errors[0].Message.TrimEnd('.'));
        }

        var word = result.UnmatchedTokens[0];
        var known = word.StartsWith('-')
            ? command.Options.Select(option => option.Name)
            : command.Subcommands.Select(subcommand => subcommand.Name);
        var what =
            word.StartsWith('-') ? "unknown option"
            : command.Subcommands.Count > 0 ? "unknown command"
            : "unexpected argument";
        return DidYouMean.Nearest(word, known) is { } nearest
            ? $"{what} '{word}'; did you mean {nearest}?"
            : $"{what} '{word}'";
    }

    private static string Plain(string message)
    {
        foreach (var (theirs, ours) in Sentences)
        {
            if (theirs.Match(message) is { Success: true } match)
            {
                return match.Result(ours);
            }
        }

        return message;
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "coral";

    [GeneratedRegex("^Required argument '(?<name>.+)' missing for command", RegexOptions.NonBacktracking)]
    private static partial Regex MissingArgument();

    [GeneratedRegex("^Required argument missing for option: '(?<name>.+)'", RegexOptions.NonBacktracking)]
    private static partial Regex MissingValue();

    [GeneratedRegex("^Option '(?<name>.+)' is required", RegexOptions.NonBacktracking)]
    private static partial Regex MissingOption();

    [GeneratedRegex(
        "^Option '(?<name>.+)' expects a single argument but (?<count>[0-9]+) were provided",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex RepeatedOption();
}
