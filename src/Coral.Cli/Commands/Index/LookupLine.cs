using System.Globalization;
using Coral.Node.Admin.Index;

namespace Coral.Cli.Commands.Index;

/// <summary>The cost of an index operation, in a line.</summary>
internal static class LookupLine
{
    internal static string Describe(LookupCostView cost) =>
        string.Join(
            ", ",
            Count(cost.Hops, "hop"),
            Count(cost.Levels, "level"),
            Count(cost.Rpcs, "RPC"),
            string.Create(CultureInfo.InvariantCulture, $"{cost.Milliseconds:0.0} ms")
        );

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
