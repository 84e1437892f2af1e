using System.Runtime.Versioning;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Coral.Node.Tests.Fixtures;

namespace Coral.Node.Tests.Identity;

[SupportedOSPlatform("linux")]
public sealed class NetworkKeysTests : IDisposable
{
    private static readonly string One = Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray());
    private static readonly string Two = Convert.ToBase64String(Enumerable.Repeat((byte)2, 40).ToArray());
    private readonly TemporaryFolder _temporary = new();

    [Fact]
    public void Create_ThenRead_IsTheSameKeyAndNetwork()
    {
        var path = _temporary["key"];
        var created = NetworkKeys.Create(path, new SystemTokenSource());
        var read = NetworkKeys.Read(path);

        Assert.Equal(created.Keys, read.Keys);
        Assert.Equal(32, Assert.Single(read.Keys).Length);
        Assert.Equal(created.NetworkId, read.NetworkId);
        Assert.Matches("^[0-9a-f]{16}$", read.NetworkId);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Create_OverAFile_IsRefused()
    {
        var path = WriteKeys(One);

        Assert.Throws<NodeStartException>(() => NetworkKeys.Create(path, new SystemTokenSource()));
        Assert.Equal(One, File.ReadAllText(path));
    }

    [Fact]
    public void Read_OfSeveralLines_KeepsTheirOrder()
    {
        var keys = NetworkKeys.Read(WriteKeys($"# in use since May\n{One}\r\n\n  {Two}  \n"));

        Assert.Equal([32, 40], keys.Keys.Select(key => key.Length));
        Assert.Equal(NetworkKeys.Read(WriteKeys(One)).NetworkId, keys.NetworkId);
        Assert.NotEqual(NetworkKeys.Read(WriteKeys(Two)).NetworkId, keys.NetworkId);
    }

    [Theory]
    [InlineData("", "the file holds no key")]
    [InlineData("# nothing\n\n", "the file holds no key")]
    [InlineData("AAAA", "line 1 is not base64 of at least 32 bytes")]
    [InlineData("# first\nno base64!", "line 2 is not base64 of at least 32 bytes")]
    public void Read_OfSomethingElse_NamesTheLineAndNeverShowsIt(string text, string problem)
    {
        var error = Assert.Throws<ConfigurationException>(() => NetworkKeys.Read(WriteKeys(text)));

        Assert.Equal(
            $"--network-key (Coral:Index:NetworkKey): the network key in {_temporary["keys"]}: {problem}; "
                + "create one with `coral key new FILE`",
            error.Message
        );
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Read_OfAFileThatIsOpenToOthers_IsRefused(UnixFileMode others)
    {
        var path = WriteKeys(One);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);

        Assert.Equal(
            $"--network-key (Coral:Index:NetworkKey): other users can read the network key in {path}; "
                + $"run `chmod 600 {path}`",
            Assert.Throws<ConfigurationException>(() => NetworkKeys.Read(path)).Message
        );
    }

    [Fact]
    public void Read_OfAFileThatIsMissing_SaysSo() =>
        Assert.StartsWith(
            $"--network-key (Coral:Index:NetworkKey): {_temporary["none"]} does not exist; ",
            Assert.Throws<ConfigurationException>(() => NetworkKeys.Read(_temporary["none"])).Message
        );

    public void Dispose() => _temporary.Dispose();

    private string WriteKeys(string text)
    {
        var path = _temporary["keys"];
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
