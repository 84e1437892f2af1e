using Coral.Node.Configuration;
using Coral.Node.Hosting;

namespace Coral.Node.Identity;

/// <summary>A file that only its owner may read.</summary>
internal static class SecretFile
{
    // Far above any key; keeps a mistaken path to a large file out of memory.
    private const long MaxBytes = 64 << 10;

    /// <summary>Reads all of it.</summary>
    /// <param name="what">The name of the secret in messages: <c>the network key</c>.</param>
    /// <param name="remedy">The advice where the file is missing.</param>
    /// <exception cref="NodeStartException">It cannot be read, or others may.</exception>
    public static string Read(string path, string what, string remedy)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (OwnerFile.IsOpenToOthers(stream))
            {
                throw new NodeStartException($"other users can read {what} in {path}; run `chmod 600 {path}`");
            }

            if (stream.Length > MaxBytes)
            {
                throw new NodeStartException($"{path} is too large to be {what}; name another file");
            }

            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new NodeStartException(FileProblem.Describe(path, ex, remedy), ex);
        }
    }

    /// <summary>Writes a new one; never over an old one.</summary>
    /// <exception cref="NodeStartException">It exists, or cannot be made.</exception>
    public static void Create(string path, string text, string what)
    {
        try
        {
            using var stream = OwnerFile.Open(path, FileMode.CreateNew);
            using var writer = new StreamWriter(stream);
            writer.Write(text);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new NodeStartException(
                File.Exists(path)
                    ? $"{path} exists already, and {what} in it is never overwritten; name another file"
                    : $"cannot write {what}: {ex.Message.TrimEnd('.')}; name a file in a folder that you may write to",
                ex
            );
        }
    }
}
