using Coral.Architecture.Tests.Code;
using Microsoft.CodeAnalysis;

namespace Coral.Architecture.Tests;

/// <summary>One name, one type: a reader who meets a name in one project need not ask which of several it is.</summary>
public sealed class TypeNameTests
{
    /// <summary>Names that two types still share: this list ends empty.</summary>
    private static readonly HashSet<string> NotYet = ["Candidate", "OriginClient", "PeerReply"];

    /// <summary>Nested types count too, but for private ones.</summary>
    [Fact]
    public void Names_OfTheTypesOfSource_AreUnique() =>
        Repository.AssertNone(
            CodeTree
                .Projects.SelectMany(project => project.Types)
                .Where(type => type.ContainingType is null || type.DeclaredAccessibility != Accessibility.Private)
                .Select(type => type.ToDisplayString())
                .Distinct(StringComparer.Ordinal)
                .GroupBy(Simple, StringComparer.Ordinal)
                .Where(types => types.Skip(1).Any() && !NotYet.Contains(types.Key))
                .Select(types => string.Join(", ", types))
        );

    /// <summary>The last part of a full name, without type parameters.</summary>
    private static string Simple(string type) => type.Split('<')[0].Split('.')[^1];
}
