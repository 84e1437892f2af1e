using Microsoft.CodeAnalysis;

namespace Coral.Architecture.Tests.Code;

/// <summary>The checker finds what it is there to find: small sources with one fault each.</summary>
public sealed class FloorOrderTests
{
    private static readonly string[] Floors = ["Low", "High"];

    [Fact]
    public void Offenders_OfUsesThatGoDown_AreNone() =>
        Assert.Empty(
            Offenders(
                ("Low/Base.cs", "namespace A.Low; public class Base { public const int Size = 1; }"),
                ("High/Top.cs", "namespace A.High; public class Top : A.Low.Base;"),
                ("Whole.cs", "namespace A; public class Whole { public A.High.Top? Top { get; } }")
            )
        );

    [Fact]
    public void Offenders_OfTwoFoldersThatUseEachOther_AreTheUsesThatGoUp() =>
        Assert.Equal(
            ["src/A/Low/Base.cs:2 A/Low uses A/High: Top"],
            Offenders(
                ("Low/Base.cs", "namespace A.Low;\npublic class Base { A.High.Top? _top; }"),
                ("High/Top.cs", "namespace A.High; public class Top : A.Low.Base;")
            )
        );

    [Theory]
    [InlineData("class Uses { const int Size = A.High.Top.Size; }", "Top")]
    [InlineData("using static A.High.Top;\nclass Uses { const int Twice = 2 * Size; }", "Top")]
    [InlineData("using A.High;\n[Mark] class Uses;", "MarkAttribute")]
    [InlineData("using A.High;\nclass Uses { object Kind => nameof(Kinds.One); }", "Kinds")]
    [InlineData("using Short = A.High.Top;\nclass Uses { Short? _top; }", "Top")]
    [InlineData("using A.High;\nclass Uses { int Length(string text) => text.Doubled(); }", "Extensions.Doubled")]
    [InlineData("using A.High;\nclass Uses { int Length(string text) => text.Tripled; }", "Extensions.Tripled")]
    [InlineData("class Uses { System.Collections.Generic.List<A.High.Top>? _all; }", "Top")]
    [InlineData("/// <summary><see cref=\"A.High.Top\"/></summary>\nclass Uses;", null)]
    [InlineData("using A.High;\nclass Uses;", null)]
    public void Offenders_OfAUseOfAnyKind_AreFound(string source, string? symbol)
    {
        var (usings, rest) = source.StartsWith("using", StringComparison.Ordinal)
            ? (source.Split('\n')[0], source.Split('\n')[1])
            : ("", source);

        var found = Offenders(
            ("Low/Uses.cs", $"{usings}\nnamespace A.Low;\n{rest}"),
            ("High/Top.cs", "namespace A.High; public class Top { public const int Size = 1; }"),
            ("High/Kinds.cs", "namespace A.High; public enum Kinds { One }"),
            ("High/MarkAttribute.cs", "namespace A.High; public sealed class MarkAttribute : System.Attribute;"),
            (
                "High/Extensions.cs",
                """
                namespace A.High;
                public static class Extensions
                {
                    public static int Doubled(this string text) => 2 * text.Length;
                    extension(string text) { public int Tripled => 3 * text.Length; }
                }
                """
            )
        );

        Assert.Equal(symbol is null ? [] : [symbol], found.Select(use => use.Split(": ")[1]));
    }

    /// <summary>Inferred: the type's name stands nowhere in the file.</summary>
    [Fact]
    public void Offenders_OfAnInferredType_AreFound() =>
        Assert.Equal(
            ["src/A/Low/Base.cs:2 A/Low uses A/High: Top", "src/A/Low/Uses.cs:2 A/Low uses A/High: Top"],
            Offenders(
                ("Low/Base.cs", "namespace A.Low;\npublic class Base { public A.High.Top? Top { get; } }"),
                ("Low/Uses.cs", "namespace A.Low;\nclass Uses { void Get(Base one) { var top = one.Top; } }"),
                ("High/Top.cs", "namespace A.High; public class Top;")
            )
        );

    [Fact]
    public void Offenders_OfAFolderThatUsesTheRoot_AreFound() =>
        Assert.Equal(
            ["src/A/High/Top.cs:1 A/High uses A (root): Options"],
            Offenders(
                ("High/Top.cs", "namespace A.High; public class Top { public int Limit => Options.Limit; }"),
                ("Options.cs", "namespace A; public class Options { public const int Limit = 3; }")
            )
        );

    [Fact]
    public void Offenders_OfAFolderThatHasNoRow_AreAnError() =>
        Assert.Throws<InvalidOperationException>(() =>
            Offenders(
                ("New/Part.cs", "namespace A.New; public class Part { A.Low.Base? _base; }"),
                ("Low/Base.cs", "namespace A.Low; public class Base;")
            )
        );

    private static string[] Offenders(params (string Path, string Text)[] sources)
    {
        var project = new CodeProject("A", sources, CodeTree.Framework, []);
        Assert.DoesNotContain(
            project.Compilation.GetDiagnostics(),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
        );
        return [.. new FloorOrder(Floors).Offenders(project.Uses).Select(use => use.ToString())];
    }
}
