using System.Globalization;
using Coral.Node.Admin.Index;

namespace Coral.Cli.Commands.Index;

/// <summary>The cost of an index operation, in a line.</summary>
internal static class LookupLine
{
    internal static string Describe(WalkView walk) =>
        string.Join(
            ", ",
            Count(walk.Hops, "hop"),
            Count(walk.Levels, "level"),
            Count(walk.Rpcs, "RPC"),
            string.Create(CultureInfo.InvariantCulture, $"{walk.Milliseconds:0.0} ms")
        );

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
