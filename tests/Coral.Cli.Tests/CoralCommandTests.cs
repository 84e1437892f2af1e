using Coral.Cli.Tests.Fixtures;

namespace Coral.Cli.Tests;

/// <summary>What every command line gets: help, version, and one line for bad input.</summary>
public sealed class CoralCommandTests
{
    public static TheoryData<string> Commands =>
        [
            "run",
            "get",
            "coralize",
            "id",
            "key",
            "key new",
            "index",
            "index put",
            "index get",
            "index nodes",
            "index levels",
            "dig",
            "doctor",
            "simulate",
        ];

    [Fact]
    public async Task Run_Help_ListsTheCommands()
    {
        var run = await CommandRun.RunAsync("--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("coral [command] [options]", run.Output);
        Assert.All(Commands, command => Assert.Contains($"\n  {((string)command).Split(' ')[0]}", run.Output));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Run_HelpOfACommand_HasDescriptionsNotesAndExamples(string command)
    {
        var run = await CommandRun.RunAsync([.. command.Split(' '), "--help"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"Usage:\n  coral {command}", run.Output);
        Assert.Contains("Notes:", run.Output);
        Assert.Contains(
            $"Examples:\n  coral {command} ",
            run.Output.Replace($"coral {command}\n", $"coral {command} \n")
        );
        Assert.All(
            run.Output.Split('\n').Where(line => line.StartsWith("  -", StringComparison.Ordinal)),
            line => Assert.Matches(@"^  -\S.*?  +[A-Z]", line)
        );
    }

    [Fact]
    public async Task Run_HelpBesideBadInput_IsHelp() =>
        Assert.Equal(0, (await CommandRun.RunAsync("get", "--help", "a", "b")).ExitCode);

    [Fact]
    public async Task Run_Version_IsOneLine() =>
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", (await CommandRun.RunAsync("--version")).Output);

    [Theory]
    [InlineData("", "coral: a command is required (see coral --help)")]
    [InlineData("rnu", "coral: unknown command 'rnu'; did you mean run? (see coral --help)")]
    [InlineData("purge", "coral: unknown command 'purge' (see coral --help)")]
    [InlineData(
        "run --htpp 127.0.0.1:0",
        "coral run: unknown option '--htpp'; did you mean --http? (see coral run --help)"
    )]
    [InlineData("run --quic 127.0.0.1:0", "coral run: unknown option '--quic' (see coral run --help)")]
    [InlineData("run --http", "coral run: --http needs a value (see coral run --help)")]
    [InlineData("run x", "coral run: unexpected argument 'x' (see coral run --help)")]
    [InlineData(
        "run --log text --log json",
        "coral run: --log takes one value, but was given 2 (see coral run --help)"
    )]
    [InlineData("run --json", "coral run: --json requires --print-config")]
    [InlineData("coralize", "coral coralize: missing argument URL (see coral coralize --help)")]
    [InlineData("coralize a b", "coral coralize: unexpected argument 'b' (see coral coralize --help)")]
    [InlineData(
        "coralize @/etc/hostname",
        "coral coralize: “@/etc/hostname” is not a URL that begins with http:// or https://. "
            + "Write a whole URL, such as http://www.example.com/"
    )]
    [InlineData(
        "coralize http://x.com/ --zone a:b",
        "coral coralize: --zone: 'a:b' is not valid; it must be a domain name, optionally with a port "
            + "(see coral coralize --help)"
    )]
    [InlineData(
        "coralize http://x.com/ --zone a..b",
        "coral coralize: --zone: “a..b” has an empty label: two dots in a row, or no host name at all "
            + "(see coral coralize --help)"
    )]
    [InlineData(
        "get http://x.com/ --node 8080",
        "coral get: --node: '8080' is not valid; it must be an address and a port, such as "
            + "127.0.0.1:8080 or [::]:8080 (see coral get --help)"
    )]
    [InlineData(
        "get http://x.com/ --node 127.0.0.1:0",
        "coral get: --node: '127.0.0.1:0' is not valid; it must be an address and a port, such as "
            + "127.0.0.1:8080 or [::]:8080 (see coral get --help)"
    )]
    public async Task Run_BadInput_IsOneLineOnStandardErrorAndExitCode2(string line, string error)
    {
        var run = await CommandRun.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, "", error + "\n"), (run.ExitCode, run.Output, run.Error));
    }
}
