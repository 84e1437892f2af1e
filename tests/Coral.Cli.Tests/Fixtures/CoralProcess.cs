using System.Diagnostics;
using System.Net;
using System.Threading.Channels;
using Coral.Testing;

namespace Coral.Cli.Tests.Fixtures;

/// <summary>The built command as a process of its own. Ended, if need be, by the end of the test.</summary>
internal sealed class CoralProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _data;
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _error = Channel.CreateUnbounded<string>();

    private CoralProcess(Process process, DirectoryInfo data)
    {
        _process = process;
        _data = data;
        process.OutputDataReceived += (_, line) => Pass(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Pass(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The command's assembly, beside this test's in the artifacts folder.</summary>
    public static string Assembly { get; } =
        Path.GetFullPath(
            Path.Combine(
                AppContext.BaseDirectory,
                "../../Coral.Cli",
                Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
                "Coral.Cli.dll"
            )
        );

    /// <summary>What the process has left in its own folder for data and temporary files.</summary>
    public IReadOnlyList<string> Leavings => [.. _data.EnumerateFileSystemInfos("coral-*").Select(left => left.Name)];

    /// <summary>Starts the command with these arguments; a node keeps its data in a folder of its own.</summary>
    public static CoralProcess Start(params string[] arguments) => StartProgram("dotnet", [Assembly, .. arguments]);

    /// <summary>Starts a node as <c>nohup</c> does: with SIGHUP ignored.</summary>
    public static CoralProcess StartNodeUnderNohup(params string[] arguments) =>
        StartProgram("nohup", ["dotnet", Assembly, "run", .. FreePorts.Arguments(), .. arguments]);

    private static CoralProcess StartProgram(string program, string[] arguments)
    {
        var data = Directory.CreateTempSubdirectory("coral-test-");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["XDG_DATA_HOME"] = data.FullName, ["TMPDIR"] = data.FullName },
        };
        return new CoralProcess(Process.Start(start)!, data);
    }

    /// <summary>Starts a node whose index and admin API listen on free ports.</summary>
    public static CoralProcess StartNode(params string[] arguments) =>
        Start(["run", .. FreePorts.Arguments(), .. arguments]);

    /// <summary>Waits until the node says where it listens.</summary>
    public async Task<IPEndPoint> ListeningAsync()
    {
        const string Prefix = "Listening on http://";
        var line = await OutputLineAsync(line => line.StartsWith(Prefix, StringComparison.Ordinal));
        return IPEndPoint.Parse(line[Prefix.Length..]);
    }

    /// <summary>The next line of standard output that fits.</summary>
    public Task<string> OutputLineAsync(Func<string, bool> fits) => LineAsync(_output, fits);

    /// <summary>The next line of standard error that fits.</summary>
    public Task<string> ErrorLineAsync(Func<string, bool> fits) => LineAsync(_error, fits);

    /// <summary>Sends a signal by its name: <c>TERM</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the end.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private static void Pass(Channel<string> lines, string? line)
    {
        if (line is null)
        {
            lines.Writer.TryComplete();
        }
        else
        {
            lines.Writer.TryWrite(line);
        }
    }

    private static async Task<string> LineAsync(Channel<string> lines, Func<string, bool> fits)
    {
        while (true)
        {
            var line = await lines.Reader.ReadAsync(TestContext.Current.CancellationToken);
            if (fits(line))
            {
                return line;
            }
        }
    }
}
