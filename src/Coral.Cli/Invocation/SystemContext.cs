using System.Collections;

namespace Coral.Cli.Invocation;

/// <summary>The real process.</summary>
internal static class SystemContext
{
    internal static CommandContext Create() =>
        new(
            Console.Out,
            Console.Error,
            Console.OpenStandardOutput(),
            !Console.IsOutputRedirected,
            !Console.IsErrorRedirected,
            Environment
                .GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .ToDictionary(entry => (string)entry.Key, entry => entry.Value as string),
#pragma warning disable RS0030 // The composition root names the system clock.
            TimeProvider.System
#pragma warning restore RS0030
        );
}
