using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Coral.Index.Tests.Fixtures;

namespace Coral.Index.Tests.Messages;

/// <summary>The hex examples of docs/protocol.md are what the code writes.</summary>
public sealed partial class ProtocolPageTests
{
    [Fact]
    public void EveryExample_OnThePage_IsTheMessageTheCodeWrites()
    {
        var shown = Example()
            .Matches(File.ReadAllText(Page()))
            .ToDictionary(m => m.Groups["name"].Value, m => Bytes(m.Groups["block"].Value));

        Assert.Equal(Samples.All.Keys, shown.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, datagram) in Samples.All)
        {
            Assert.Equal(Convert.ToHexStringLower(datagram), shown[name]);
        }
    }

    private static string Page([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/protocol.md");

    /// <summary>The digits of a block: what stands before a comment, without white space.</summary>
    private static string Bytes(string block) =>
        string.Concat(
            block
                .Split('\n')
                .Select(line => line.Split(';')[0])
                .SelectMany(line => line.Where(c => !char.IsWhiteSpace(c)))
        );

    [GeneratedRegex(
        "```hex (?<name>[a-z-]+)\n(?<block>.*?)```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Example();
}
