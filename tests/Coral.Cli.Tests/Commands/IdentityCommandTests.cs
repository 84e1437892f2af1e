using System.Text.Json;
using Coral.Cli.Tests.Fixtures;
using Coral.Node.Identity;

namespace Coral.Cli.Tests.Commands;

/// <summary><c>coral key</c> and <c>coral id</c>.</summary>
public sealed class IdentityCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coral-test-").FullName;

    [Fact]
    public async Task KeyNew_OnceAndAgain_MakesAKeyAndNeverReplacesIt()
    {
        var file = Path.Combine(_folder, "network.key");
        var made = await CommandRun.RunAsync("key", "new", file);
        var again = await CommandRun.RunAsync("key", "new", file);

        Assert.Equal(
            (0, $"Created {file}: the key of network {NetworkKeys.Read(file).NetworkId}\n"),
            (made.ExitCode, made.Output)
        );
        Assert.Equal((1, ""), (again.ExitCode, again.Output));
        Assert.Matches(@"^coral key new: [^\n]+/network.key exists already, [^\n]+\n$", again.Error);
    }

    [Fact]
    public async Task Id_OfADataFolder_ShowsItsIdentityAndNetwork()
    {
        var key = Path.Combine(_folder, "network.key");
        await CommandRun.RunAsync("key", "new", key);
        using var held = DataFolder.Open(Path.Combine(_folder, "data"));
        using var identity = NodeIdentity.LoadOrCreate(held);
        var table = await CommandRun.RunAsync("id", "--data", held.Path);
        var json = await CommandRun.RunAsync("id", "--data", held.Path, "--network-key", key, "--json");

        Assert.Equal(
            $"""
            node         {identity.Id}
            public key   SHA-256 {identity.Fingerprint}
            data folder  {held.Path}
            network      none: no network key is set

            """,
            table.Output
        );
        var shown = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal(identity.Id.ToString(), shown.GetProperty("node").GetString());
        Assert.Equal(identity.Fingerprint, shown.GetProperty("publicKeySha256").GetString());
        Assert.Equal(held.Path, shown.GetProperty("dataFolder").GetString());
        Assert.Equal(NetworkKeys.Read(key).NetworkId, shown.GetProperty("network").GetString());
    }

    [Fact]
    public async Task Id_OfTheDefaultFolder_IsFoundThroughTheEnvironment()
    {
        using (var held = DataFolder.Open(Path.Combine(_folder, "coral")))
        {
            NodeIdentity.LoadOrCreate(held).Dispose();
        }

        var run = await CommandRun.RunAsync(new Dictionary<string, string?> { ["XDG_DATA_HOME"] = _folder }, "id");

        Assert.Contains($"data folder  {_folder}/coral\n", run.Output);
    }

    [Fact]
    public async Task Id_WhereThereIsNone_SaysWhatMakesIt()
    {
        var run = await CommandRun.RunAsync("id", "--data", _folder);

        Assert.Equal(
            (
                1,
                $"coral id: there is no identity in {_folder}; start the node once with `coral run`, "
                    + "or choose another folder with --data\n"
            ),
            (run.ExitCode, run.Error)
        );
    }

    /// <summary>Advice can be pasted: it names the command as it was called.</summary>
    [Theory]
    [InlineData("./coral", "./coral run")]
    [InlineData("", "coral run")]
    [InlineData("a b", "coral run")]
    public async Task Id_OfACommandCalledByItsPath_AdvisesThatPath(string calledAs, string advised)
    {
        var variables = new Dictionary<string, string?> { ["CORAL_CALLED_AS"] = calledAs };

        var run = await CommandRun.RunAsync(variables, "id", "--data", _folder);

        Assert.Contains($"`{advised}`", run.Error);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
