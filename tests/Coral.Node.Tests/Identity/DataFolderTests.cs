using System.Runtime.Versioning;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Coral.Node.Tests.Fixtures;

namespace Coral.Node.Tests.Identity;

[SupportedOSPlatform("linux")]
public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    [Theory]
    [InlineData("/data", "/home/a", "/data/coral")]
    [InlineData(null, "/home/a", "/home/a/.local/share/coral")]
    [InlineData("", "/home/a", "/home/a/.local/share/coral")]
    [InlineData("relative", "/home/a", "/home/a/.local/share/coral")]
    [InlineData(null, null, null)]
    public void DefaultPath_OfAnEnvironment_FollowsTheBaseDirectoryRules(string? data, string? home, string? path) =>
        Assert.Equal(
            path,
            DataFolder.DefaultPath(new Dictionary<string, string?> { ["XDG_DATA_HOME"] = data, ["HOME"] = home })
        );

    [Fact]
    public void Open_OfAFolderThatIsMissing_MakesItForItsOwnerOnly()
    {
        var path = _temporary["a/b"];
        using var folder = DataFolder.Open(path);
        folder.Write("secret", "x");

        Assert.Equal("rwx------", Mode(path));
        Assert.Equal("rw-------", Mode(folder.File("secret")));
        Assert.Equal("rw-------", Mode(folder.File("lock")));
    }

    [Fact]
    public void Open_WhileAnotherHasIt_NamesTheHolder()
    {
        using var folder = DataFolder.Open(_temporary.Path);
        var error = Assert.Throws<NodeStartException>(() => DataFolder.Open(_temporary.Path));

        Assert.Equal(
            $"the data folder {_temporary.Path} is in use by another node (process {Environment.ProcessId}); "
                + "choose another with --data (Coral:Data)",
            error.Message
        );
    }

    [Fact]
    public void Open_AfterTheHolderIsGone_Works()
    {
        DataFolder.Open(_temporary.Path).Dispose();
        Assert.False(File.Exists(_temporary["pid"]));
        using var folder = DataFolder.Open(_temporary.Path);

        Assert.Equal($"{Environment.ProcessId}", File.ReadAllText(folder.File("pid")));
    }

    [Fact]
    public void Open_WhereAFileIs_SaysSo()
    {
        File.WriteAllText(_temporary["file"], "");

        Assert.StartsWith(
            $"cannot use the data folder {_temporary["file"]}: ",
            Assert.Throws<NodeStartException>(() => DataFolder.Open(_temporary["file"])).Message
        );
    }

    [Fact]
    public void Write_OverAnOldFileAndTheRemainsOfACrash_ReplacesTheWhole()
    {
        using var folder = DataFolder.Open(_temporary.Path);
        folder.Write("file", "a longer text");
        File.WriteAllText(folder.File("file.new"), "half of");
        folder.Write("file", "short");

        Assert.Equal("short", File.ReadAllText(folder.File("file")));
        Assert.False(File.Exists(folder.File("file.new")));
    }

    public void Dispose() => _temporary.Dispose();

    private static string Mode(string path)
    {
        var mode = (int)File.GetUnixFileMode(path);
        return string.Concat(
            Enumerable.Range(0, 9).Select(bit => (mode & (0x100 >> bit)) != 0 ? "rwxrwxrwx"[bit] : '-')
        );
    }
}
