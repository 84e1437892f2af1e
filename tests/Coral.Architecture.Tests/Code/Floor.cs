namespace Coral.Architecture.Tests.Code;

/// <summary>A top folder of a project; its root is the folder with the empty name.</summary>
internal readonly record struct Floor(string Project, string Folder)
{
    public bool IsRoot => Folder.Length == 0;

    /// <summary>The floor of a file.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="path">The file's path from the project's folder.</param>
    public static Floor Of(string project, string path) =>
        new(project, path.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? path[..slash] : "");

    public override string ToString() => IsRoot ? $"{Project} (root)" : $"{Project}/{Folder}";
}
