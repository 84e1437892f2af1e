using System.Text.Json;

namespace Coral.Core.Tests.Http.StructuredFields;

/// <summary>The public suite of RFC 9651: <c>Cases/README.md</c>.</summary>
public sealed class PublicCaseTests
{
    private const string Prefix = "cases/";

    public static TheoryData<string> Files => [.. Names().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Cases_OfTheSuite_AreReadAndWrittenAsItSays(string file)
    {
        var wrong = new List<string>();
        using var json = JsonDocument.Parse(typeof(PublicCaseTests).Assembly.GetManifestResourceStream(Prefix + file)!);
        foreach (var record in json.RootElement.EnumerateArray())
        {
            if (Judge(new PublicCase(record)) is { } fault)
            {
                wrong.Add($"{record.GetProperty("name")}: {fault}");
            }
        }

        Assert.NotEqual(0, json.RootElement.GetArrayLength());
        Assert.Empty(wrong);
    }

    [Fact]
    public void Suite_InTheAssembly_IsWhole() => Assert.Equal(24, Names().Count());

    private static IEnumerable<string> Names() =>
        typeof(PublicCaseTests)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..].Replace('\\', '/'));

    /// <summary>What is wrong; <see langword="null"/> when all is as the case says.</summary>
    private static string? Judge(PublicCase test)
    {
        if (test.Raw is null)
        {
            return Written(test);
        }

        var read = test.Read();
        if (test.MustFail)
        {
            return read is null ? null : $"read as {read}";
        }

        return read is null && test.CanFail ? null
            : read != test.Canonical ? $"read as {read ?? "nothing"}, not as {test.Canonical}"
            : test.Expected() != test.Canonical ? $"written as {test.Expected()}, not as {test.Canonical}"
            : null;
    }

    private static string? Written(PublicCase test)
    {
        try
        {
            var written = test.Expected();
            return !test.MustFail && written == test.Canonical ? null : $"written as {written}";
        }
        catch (ArgumentException error)
        {
            return test.MustFail ? null : error.Message;
        }
    }
}
