namespace Coral.Node.Configuration;

/// <summary>The reasons why a file that an option names cannot be read, each with a remedy.</summary>
public static class FileProblem
{
    /// <summary>One sentence.</summary>
    /// <param name="path">The file as the user wrote it.</param>
    /// <param name="failure">The exception of opening or reading it.</param>
    /// <param name="remedy">The advice where the file does not exist.</param>
    public static string Describe(string path, Exception failure, string remedy)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure switch
        {
            FileNotFoundException or DirectoryNotFoundException => $"{path} does not exist; {remedy}",
            UnauthorizedAccessException when Directory.Exists(path) => $"{path} is a folder; name a file",
            UnauthorizedAccessException => $"permission denied: {path}; make it readable for this user",
            _ => $"cannot read {path}: {failure.Message.TrimEnd('.')}; check the file, or name another",
        };
    }
}
