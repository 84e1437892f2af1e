using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Coral.Architecture.Tests;

/// <summary>Documentation comments of src name their subject, and parameters say more than their name.</summary>
public sealed partial class SummaryTests
{
    private const string SummaryRule =
        "a summary names its subject with a noun or begins with a verb; that of a Boolean begins with 'True if' (a "
        + "condition that passes: 'True while', 'True once'), in plain text, never with 'Whether'";

    private const string ParamRule =
        "a param says a unit, a range or a rule, in three words at least beside articles and pronouns, or is absent";

    /// <summary>Articles and pronouns: words that tell nothing by themselves.</summary>
    private static readonly HashSet<string> Empty = new(
        (
            "a an the i me my we us our ours you your yours he him his she her hers it its they them their theirs "
            + "this that these those who whom whose which what one ones"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    [Fact]
    public void Summary_OfEveryMember_NamesItsSubject() =>
        Repository.AssertNone(
            Elements().Where(element => element.Name == "summary" && NamesNoSubject(element.Text)).Select(Place),
            SummaryRule
        );

    [Fact]
    public void Param_WithAText_SaysMoreThanTheName() =>
        Repository.AssertNone(
            Elements().Where(element => element.Name == "param" && SaysNothing(element.Text)).Select(Place),
            ParamRule
        );

    [Theory]
    [InlineData("Whether the node is up.", true)]
    [InlineData("Its age.", true)]
    [InlineData("What stands before the comma.", true)]
    [InlineData("True when the node is up.", true)]
    [InlineData("<see langword=\"true\"/> if the node is up.", true)]
    [InlineData("True if the node is up.", false)]
    [InlineData("Item of a list.", false)]
    public void NamesNoSubject_OfASummary_IsFoundByTheFirstWords(string xml, bool expected) =>
        Assert.Equal(expected, NamesNoSubject(TextOf(XElement.Parse($"<summary>{xml}</summary>"))));

    [Theory]
    [InlineData("Its tables.", true)]
    [InlineData("The request's.", true)]
    [InlineData("Decides.", true)]
    [InlineData("Fills them.", true)]
    [InlineData("The status code.", true)]
    [InlineData("Size in bytes.", false)]
    [InlineData("First byte; <see langword=\"null\"/> for all.", false)]
    public void SaysNothing_OfAParam_CountsTheWords(string xml, bool expected) =>
        Assert.Equal(expected, SaysNothing(TextOf(XElement.Parse($"<param>{xml}</param>"))));

    private static bool NamesNoSubject(string text) => Subjectless().IsMatch(text);

    private static bool SaysNothing(string text) => Word().Matches(text).Count(word => !Empty.Contains(word.Value)) < 3;

    private static string Place(DocElement element) => $"{element.Path}:{element.Line} {element.Text}";

    private static IEnumerable<DocElement> Elements() => Repository.SourceFiles("src").SelectMany(ElementsOf);

    /// <summary>The summaries and parameters of one file: each run of <c>///</c> lines is a fragment of XML.</summary>
    private static IEnumerable<DocElement> ElementsOf(string path)
    {
        var lines = Repository.Lines(path);
        for (var first = 0; first < lines.Length; first++)
        {
            var count = lines.Skip(first).TakeWhile(IsDoc).Count();
            if (count == 0)
            {
                continue;
            }

            var text = string.Join('\n', lines.Skip(first).Take(count).Select(line => line.TrimStart()[3..]));
            var fragment = XElement.Parse(
                $"<doc>{text}</doc>",
                LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo
            );
            foreach (var element in fragment.Elements())
            {
                var line = first + ((IXmlLineInfo)element).LineNumber;
                yield return new DocElement(path, line, element.Name.LocalName, TextOf(element));
            }

            first += count;
        }
    }

    private static bool IsDoc(string line) => line.TrimStart().StartsWith("///", StringComparison.Ordinal);

    /// <summary>The text as it is read, references by their names, white space folded.</summary>
    private static string TextOf(XElement element) =>
        WhiteSpace()
            .Replace(
                string.Concat(
                    element
                        .DescendantNodes()
                        .Select(node =>
                            node switch
                            {
                                XText text => text.Value,
                                XElement { IsEmpty: true, FirstAttribute: { } reference } => reference.Value,
                                _ => "",
                            }
                        )
                ),
                " "
            )
            .Trim();

    [GeneratedRegex(
        @"^((What|Whatever|Whether|Who|Whom|Whose|How|Where|When|Which|Why|Its|It|True (when|where))\b|true )"
    )]
    private static partial Regex Subjectless();

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}'.:/-]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    /// <summary>One element of a documentation comment.</summary>
    private sealed record DocElement(string Path, int Line, string Name, string Text);
}
