using System.Text.Json;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Coral.Architecture.Tests.Code;

/// <summary>All projects of src, compiled in memory, each on the compilations of those it references.</summary>
internal static class CodeTree
{
    private static readonly Lazy<SortedDictionary<string, CodeProject>> All = new(Load);

    public static IEnumerable<CodeProject> Projects => All.Value.Values;

    /// <summary>The class library and ASP.NET Core as this process runs on them.</summary>
    public static IReadOnlyList<MetadataReference> Framework { get; } = [.. FrameworkFiles().Select(FromFile)];

    public static CodeProject Project(string name) => All.Value[name];

    /// <summary>The project references that a project file declares, by name.</summary>
    public static string[] DeclaredReferences(string projectFile) =>
        [
            .. XDocument
                .Load(projectFile)
                .Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)),
        ];

    /// <summary>The assemblies that a project file opens its internal types to, its own tests aside.</summary>
    public static string[] Friends(string projectFile) =>
        [
            .. XDocument
                .Load(projectFile)
                .Descendants("InternalsVisibleTo")
                .Select(friend => friend.Attribute("Include")!.Value),
        ];

    private static SortedDictionary<string, CodeProject> Load()
    {
        var files = Repository
            .Projects("src")
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);
        var loaded = new SortedDictionary<string, CodeProject>(StringComparer.Ordinal);
        foreach (var name in files.Keys)
        {
            Add(name);
        }

        return loaded;

        CodeProject Add(string name)
        {
            if (loaded.TryGetValue(name, out var known))
            {
                return known;
            }

            // All that it reaches, whatever is declared: the reference test judges what is declared.
            var below = Below(name, files).Select(Add).ToList();
            var project = new CodeProject(
                name,
                Sources(files[name]),
                [
                    .. Framework,
                    .. Packages(name).Select(FromFile),
                    .. below.Select(p => p.Compilation.ToMetadataReference()),
                ],
                Friends(files[name])
            );
            loaded.Add(name, project);
            return project;
        }
    }

    private static IEnumerable<string> Below(string name, Dictionary<string, string> files) =>
        DeclaredReferences(files[name]).SelectMany(direct => Below(direct, files).Append(direct)).Distinct();

    private static IEnumerable<(string Path, string Text)> Sources(string projectFile)
    {
        var folder = Path.GetDirectoryName(projectFile)!;
        return Repository
            .SourceFiles(Path.GetRelativePath(Repository.Root, folder))
            .Select(path => Path.Combine(Repository.Root, path))
            .Select(path => (Path.GetRelativePath(folder, path), File.ReadAllText(path)));
    }

    /// <summary>The packages' assemblies, from what the last restore wrote down.</summary>
    private static IEnumerable<string> Packages(string name)
    {
        var assets = Path.Combine(Repository.Root, "artifacts", "obj", name, "project.assets.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(assets));
        var folders = document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(p => p.Name).ToList();
        var libraries = document.RootElement.GetProperty("libraries");
        return
        [
            .. from package in document
                .RootElement.GetProperty("targets")
                .EnumerateObject()
                .First()
                .Value.EnumerateObject()
            where
                package.Value.GetProperty("type").GetString() == "package"
                && package.Value.TryGetProperty("compile", out _)
            from file in package.Value.GetProperty("compile").EnumerateObject()
            let relative = Path.Combine(libraries.GetProperty(package.Name).GetProperty("path").GetString()!, file.Name)
            from folder in folders
            let path = Path.Combine(folder, relative)
            where path.EndsWith(".dll", StringComparison.Ordinal) && File.Exists(path)
            select path,
        ];
    }

    private static IEnumerable<string> FrameworkFiles()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var shared = Path.GetDirectoryName(Path.GetDirectoryName(runtime))!;
        var web = Path.Combine(shared, "Microsoft.AspNetCore.App", Path.GetFileName(runtime));
        return Directory
            .EnumerateFiles(runtime, "*.dll")
            .Concat(Directory.EnumerateFiles(web, "*.dll"))
            .Where(IsManaged);
    }

    private static bool IsManaged(string path)
    {
        using var reader = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(path));
        return reader.HasMetadata;
    }

    private static MetadataReference FromFile(string path) => MetadataReference.CreateFromFile(path);
}
