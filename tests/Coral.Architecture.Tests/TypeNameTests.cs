using Coral.Architecture.Tests.Code;

namespace Coral.Architecture.Tests;

/// <summary>One name, one type: a reader who meets a name in one project need not ask which of several it is.</summary>
public sealed class TypeNameTests
{
    /// <summary>The nested class of a class's log events, which every class that logs has.</summary>
    private const string LogEvents = "Log";

    /// <summary>Nested types count too, private ones included.</summary>
    [Fact]
    public void Names_OfTheTypesOfSource_AreUnique() =>
        Repository.AssertNone(
            CodeTree
                .Projects.SelectMany(project => project.Types)
                .Where(type => type.ContainingType is null || type.Name != LogEvents)
                .Select(type => type.ToDisplayString())
                .Distinct(StringComparer.Ordinal)
                .GroupBy(Simple, StringComparer.Ordinal)
                .Where(types => types.Skip(1).Any())
                .Select(types => string.Join(", ", types))
        );

    /// <summary>The last part of a full name, without type parameters.</summary>
    private static string Simple(string type) => type.Split('.')[^1].Split('<')[0];
}
