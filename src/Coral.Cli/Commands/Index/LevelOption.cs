using System.CommandLine;
using System.Globalization;

namespace Coral.Cli.Commands.Index;

/// <summary><c>--level L</c>.</summary>
internal static class LevelOption
{
    internal static Option<int?> Create(string description) =>
        new("--level")
        {
            HelpName = "0|1|2",
            Description = description,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (text is "0" or "1" or "2")
                {
                    return int.Parse(text, CultureInfo.InvariantCulture);
                }

                result.AddError($"--level: '{text}' is not valid; it must be 0, 1 or 2");
                return null;
            },
        };
}
