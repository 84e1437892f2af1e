using System.Text;
using Coral.Core.Http;
using Coral.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Core.Tests.Http;

/// <summary>RFC 9110, sections 5.6.1, 5.6.4 and 5.6.5.</summary>
public sealed class ListMembersTests
{
    private static readonly Gen<string> Text = Gen.Choose(0, 24)
        .SelectMany(length => Gen.Elements("ab,;=\"\\() \t".ToCharArray()).ArrayOf(length))
        .Select(chars => new string(chars));

    [Theory]
    [InlineData("", ListQuoting.Strings)]
    [InlineData(" ,\t, ", ListQuoting.Strings)]
    [InlineData("a, b ,,\tc", ListQuoting.Strings, "a", "b", "c")]
    [InlineData("a=\"x,y\", b", ListQuoting.Strings, "a=\"x,y\"", "b")]
    [InlineData("a=\"x\\\",y\", b", ListQuoting.Strings, "a=\"x\\\",y\"", "b")]
    [InlineData("a=\"x, b", ListQuoting.Strings, "a=\"x, b")]
    [InlineData("a=\"x,y\"", ListQuoting.None, "a=\"x", "y\"")]
    [InlineData("a (x, y), b", ListQuoting.Strings, "a (x", "y)", "b")]
    [InlineData("a (x, (y), \"), b", ListQuoting.StringsAndComments, "a (x, (y), \")", "b")]
    [InlineData("a \"(\", b", ListQuoting.StringsAndComments, "a \"(\"", "b")]
    public void Members_OfAField_AreItsPartsOutsideQuotes(
        string field,
        ListQuoting quoting,
        params string[] expected
    ) => Assert.Equal(expected, Members(field, quoting));

    [Theory]
    [InlineData("", 1, false)]
    [InlineData("a,b", 2, false, "a", "b")]
    [InlineData("a,b,", 2, true, "a", "b")]
    [InlineData(",,a", 2, true)]
    [InlineData(",,a", 3, false, "a")]
    [InlineData("a,b", 0, true)]
    public void Members_WithALimit_CountEmptyOnes(string field, int most, bool hasMore, params string[] expected)
    {
        var members = new ListMembers(field, most: most);
        var found = new List<string>();
        while (members.MoveNext())
        {
            found.Add(members.Current.ToString());
        }

        Assert.Equal(expected, found);
        Assert.Equal(hasMore, members.HasMore);
    }

    [Fact]
    public void Members_OfAnyText_AreThoseOfASlowSplitter() =>
        Prop.ForAll(
                Text.ToArbitrary(),
                text =>
                    Enum.GetValues<ListQuoting>()
                        .All(quoting => Members(text, quoting).SequenceEqual(SlowSplit(text, ',', quoting)))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Parameters_OfAnyText_AreThoseOfASlowSplitter() =>
        Prop.ForAll(
                Text.ToArbitrary(),
                text => Enum.GetValues<ListQuoting>().All(quoting => ParametersAgree("name;" + text, quoting))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Parameters_OfAMember_AreUnquoted()
    {
        var parameters = new MemberParameters("a ; flag;; key = \"x;\\\"y\\\"\" ; last=");
        var found = new List<string>();
        foreach (var parameter in parameters)
        {
            found.Add($"{parameter.Key} {parameter.HasValue} {parameter.Value}");
        }

        Assert.Equal("a", parameters.Name.ToString());
        Assert.Equal(["flag False ", "key True x;\"y\"", "last True "], found);
    }

    [Fact]
    public void Members_OfAField_AllocateNothing() =>
        Assert.Equal(0, Allocation.Of(() => Count("a; q=\"1,2\"; x, b;c=d,, e")));

    private static int Count(string field)
    {
        var count = 0;
        foreach (var member in new ListMembers(field))
        {
            foreach (var parameter in new MemberParameters(member))
            {
                count += parameter.Key.Length;
            }
        }

        return count;
    }

    private static List<string> Members(string text, ListQuoting quoting)
    {
        var members = new List<string>();
        foreach (var member in new ListMembers(text, quoting))
        {
            members.Add(member.ToString());
        }

        return members;
    }

    private static bool ParametersAgree(string text, ListQuoting quoting)
    {
        var keys = new List<string>();
        foreach (var parameter in new MemberParameters(text, quoting))
        {
            keys.Add(parameter.Key.ToString());
        }

        return keys.SequenceEqual(
            SlowSplit(text, ';', quoting).Skip(1).Select(part => SlowParts(part, '=', quoting)[0].Trim(' ', '\t'))
        );
    }

    private static List<string> SlowSplit(string text, char separator, ListQuoting quoting) =>
        [.. SlowParts(text, separator, quoting).Select(part => part.Trim(' ', '\t')).Where(part => part.Length > 0)];

    /// <summary>Cuts a text at each separator where <see cref="StateAt"/> finds no string and no comment.</summary>
    private static List<string> SlowParts(string text, char separator, ListQuoting quoting)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == separator && StateAt(text[..i], quoting) == "")
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(text[i]);
            }
        }

        return [.. parts, part.ToString()];
    }

    /// <summary>What is open after a text: strings and comments as a stack of their opening signs.</summary>
    private static string StateAt(string text, ListQuoting quoting)
    {
        var open = "";
        var escaped = false;
        foreach (var c in quoting == ListQuoting.None ? "" : text)
        {
            if (escaped)
            {
                escaped = false;
            }
            else if (open != "" && c == '\\')
            {
                escaped = true;
            }
            else if (open == "\"")
            {
                open = c == '"' ? "" : open;
            }
            else if (open == "" && c == '"')
            {
                open = "\"";
            }
            else if (quoting == ListQuoting.StringsAndComments && c == '(')
            {
                open += '(';
            }
            else if (open != "" && c == ')')
            {
                open = open[1..];
            }
        }

        return escaped ? "\\" : open;
    }
}
