using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Coral.Architecture.Tests.Code;

/// <summary>A project of src as the compiler understands it.</summary>
/// <remarks>Source generators do not run: a partial member without its generated half still has its symbol.</remarks>
internal sealed class CodeProject
{
    private static readonly CSharpParseOptions Parsing = new(
        LanguageVersion.Latest,
        DocumentationMode.None,
        preprocessorSymbols: ["DEBUG", "NET", "NET10_0", "NET10_0_OR_GREATER"]
    );

    private static readonly CSharpCompilationOptions Compiling = new(
        OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable
    );

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly Lazy<(List<TypeUse> Uses, HashSet<string> Projects)> _uses;

    /// <summary>Parses a project; symbols are bound when they are asked for.</summary>
    /// <param name="name">The assembly's name.</param>
    /// <param name="sources">Texts by their paths from the project's folder, with / between folders.</param>
    /// <param name="references">The class library, packages, and other projects' compilations.</param>
    /// <param name="friends">The assemblies that see its internal types.</param>
    public CodeProject(
        string name,
        IEnumerable<(string Path, string Text)> sources,
        IEnumerable<MetadataReference> references,
        IEnumerable<string> friends
    )
    {
        Name = name;
        var opened = friends.Select(friend =>
            $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{friend}\")]\n"
        );
        Compilation = CSharpCompilation.Create(
            name,
            sources
                .Select(source => CSharpSyntaxTree.ParseText(source.Text, Parsing, $"src/{name}/{source.Path}"))
                .Append(CSharpSyntaxTree.ParseText(ImplicitUsings + "\n" + string.Concat(opened), Parsing)),
            references,
            Compiling
        );
        _uses = new(FindUses);
    }

    public string Name { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>Every use of a type of src by this project, each type once a file.</summary>
    public IReadOnlyList<TypeUse> Uses => _uses.Value.Uses;

    /// <summary>The other projects whose types this one names, or meets in what it names.</summary>
    public IReadOnlySet<string> UsedProjects => _uses.Value.Projects;

    /// <summary>The types that this project's files declare, nested ones too.</summary>
    public IEnumerable<INamedTypeSymbol> Types =>
        Trees.SelectMany(tree =>
        {
            var model = Compilation.GetSemanticModel(tree);
            return tree.GetRoot()
                .DescendantNodes(node => node is not BlockSyntax)
                .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
                .Select(node => (INamedTypeSymbol)model.GetDeclaredSymbol(node)!);
        });

    private IEnumerable<SyntaxTree> Trees => Compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0);

    private (List<TypeUse> Uses, HashSet<string> Projects) FindUses()
    {
        var files = Trees.AsParallel().AsOrdered().Select(UsesOf).ToList();
        var projects = files.SelectMany(file => file.Projects).ToHashSet(StringComparer.Ordinal);
        projects.Remove(Name);
        return ([.. files.SelectMany(file => file.Uses)], projects);
    }

    private (List<TypeUse> Uses, HashSet<string> Projects) UsesOf(SyntaxTree tree)
    {
        var model = Compilation.GetSemanticModel(tree);
        var from = FloorOf(tree);
        var uses = new List<TypeUse>();
        var projects = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var (node, symbol) in Named(tree, model))
        {
            NoteProjects(symbol, projects);
            if (Declaring(symbol) is { } type && FileOf(type) is { } file && seen.Add(type))
            {
                var line = tree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
                uses.Add(new TypeUse(tree.FilePath, line, Text(symbol, type), from, FloorOf(file)));
            }
        }

        return (uses, projects);
    }

    /// <summary>The symbols of a file's names, and of creations without a name. Comments do not count.</summary>
    private static IEnumerable<(SyntaxNode Node, ISymbol Symbol)> Named(SyntaxTree tree, SemanticModel model) =>
        from node in tree.GetRoot().DescendantNodes()
        where node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax
        let info = model.GetSymbolInfo(node)
        from symbol in info.Symbol is { } one ? [one] : info.CandidateSymbols.Take(1)
        select (node, symbol);

    /// <summary>The outermost type that a symbol is, or belongs to; for a variable, the type of its value.</summary>
    private static INamedTypeSymbol? Declaring(ISymbol symbol)
    {
        var type = symbol switch
        {
            IAliasSymbol alias => alias.Target as INamedTypeSymbol,
            INamedTypeSymbol named => named,
            IMethodSymbol { MethodKind: MethodKind.LocalFunction } => null,
            IFieldSymbol or IPropertySymbol or IMethodSymbol or IEventSymbol => symbol.ContainingType,
            _ => null,
        };
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type?.OriginalDefinition;
    }

    /// <summary>The compiler needs the projects of signatures and base types too, though nobody names them.</summary>
    private static void NoteProjects(ISymbol symbol, HashSet<string> projects)
    {
        var types = symbol switch
        {
            INamedTypeSymbol type => [type],
            IMethodSymbol method => method.Parameters.Select(one => one.Type).Append(method.ReturnType),
            IPropertySymbol property => [property.Type],
            IFieldSymbol field => [field.Type],
            _ => Enumerable.Empty<ITypeSymbol>(),
        };
        foreach (var type in types.Append(symbol.ContainingType))
        {
            for (var one = type; one is not null; one = one.BaseType)
            {
                ITypeSymbol[] met = [one, .. one.AllInterfaces, .. (one as INamedTypeSymbol)?.TypeArguments ?? []];
                projects.UnionWith(met.Select(each => each.ContainingAssembly?.Name).OfType<string>());
            }
        }
    }

    private static SyntaxTree? FileOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree is { FilePath.Length: > 0 } tree ? tree : null;

    /// <summary>The floor of a path such as <c>src/Coral.Dns/Wire/DnsName.cs</c>.</summary>
    private static Floor FloorOf(SyntaxTree tree) =>
        tree.FilePath.Split('/', 3) is [_, var project, var path] ? Floor.Of(project, path) : default;

    private static string Text(ISymbol symbol, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, type) || symbol.Name is ".ctor"
            ? type.Name
            : $"{type.Name}.{symbol.Name}";
}
