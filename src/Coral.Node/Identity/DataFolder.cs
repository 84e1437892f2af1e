using System.Globalization;
using Coral.Node.Hosting;

namespace Coral.Node.Identity;

/// <summary>The folder in which a node keeps what must survive a restart; held by one node at a time.</summary>
/// <remarks>
/// Made with mode 0700, its files with 0600. While it is open the file <c>lock</c> is locked, a lock that the system
/// lets go when the process ends in whatever way; the file <c>pid</c> says who holds it.
/// </remarks>
public sealed class DataFolder : IDisposable
{
    private const string LockName = "lock";
    private const string PidName = "pid";
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary><c>$XDG_DATA_HOME/coral</c>, or <c>~/.local/share/coral</c> where that is not set.</summary>
    /// <param name="variables">The environment variables, by name.</param>
    /// <returns><see langword="null"/> where neither <c>XDG_DATA_HOME</c> nor <c>HOME</c> is set.</returns>
    public static string? DefaultPath(IReadOnlyDictionary<string, string?> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);

        // A relative path is to be ignored (XDG Base Directory Specification).
        if (variables.GetValueOrDefault("XDG_DATA_HOME") is { Length: > 0 } data && System.IO.Path.IsPathRooted(data))
        {
            return System.IO.Path.Combine(data, "coral");
        }

        return variables.GetValueOrDefault("HOME") is { Length: > 0 } home
            ? System.IO.Path.Combine(home, ".local", "share", "coral")
            : null;
    }

    /// <summary>Makes the folder where it is missing, and takes it for this node.</summary>
    /// <exception cref="NodeStartException">Another node has it, or it cannot be written.</exception>
    public static DataFolder Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        path = System.IO.Path.GetFullPath(path);
        try
        {
            OwnerFile.MakeFolder(path);
            var folder = new DataFolder(path, TakeLock(path));
            folder.Write(PidName, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return folder;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new NodeStartException(
                $"cannot use the data folder {path}: {ex.Message.TrimEnd('.')}; "
                    + "make it writable, or choose another with --data (Coral:Data)",
                ex
            );
        }
    }

    /// <summary>The path of one of its files.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>
    /// Replaces a file as a whole: a reader, now or after a crash, finds the old bytes or the new.
    /// </summary>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        var fresh = File(name + ".new");
        System.IO.File.Delete(fresh);
        using (var stream = OwnerFile.Open(fresh, FileMode.CreateNew))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(fresh, File(name), overwrite: true);
    }

    /// <summary>Replaces a file by text, in UTF-8, as a whole.</summary>
    public void Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Lets another node have it.</summary>
    public void Dispose()
    {
        System.IO.File.Delete(File(PidName));
        _lock.Dispose();
    }

    private static FileStream TakeLock(string path)
    {
        try
        {
            return OwnerFile.Open(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate);
        }
        catch (IOException ex) when (ex is not FileNotFoundException and not DirectoryNotFoundException)
        {
            throw new NodeStartException(
                $"the data folder {path} is in use by another node{HolderOf(path)}; "
                    + "choose another with --data (Coral:Data)",
                ex
            );
        }
    }

    private static string HolderOf(string path)
    {
        try
        {
            var text = System.IO.File.ReadAllText(System.IO.Path.Combine(path, PidName));
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                ? $" (process {pid})"
                : "";
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
