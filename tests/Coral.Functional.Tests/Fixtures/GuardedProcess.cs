using System.Diagnostics;
using System.Globalization;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>A program started by a test, which never outlives the test process.</summary>
/// <remarks>
/// A shell between the two holds the reading end of a pipe whose writing end is ours: when it closes, on disposal or
/// because this process died in whatever way, the shell sends the program its stop signal.
/// </remarks>
internal sealed class GuardedProcess : IAsyncDisposable
{
    private const string Guard = """
        signal=$1
        shift
        exec 3<&0
        /bin/sh -c 'echo "$$"; exec "$@"' child "$@" </dev/null 3<&- &
        child=$!
        (
          read -r _ <&3
          kill -s "$signal" "$child" 2>/dev/null
        ) >/dev/null 2>&1 &
        watcher=$!
        wait "$child"
        code=$?
        kill "$watcher" 2>/dev/null
        exit "$code"
        """;

    private readonly Process _shell;
    private readonly Task _reading;

    private GuardedProcess(Process shell, int id, Task reading, OutputLines output)
    {
        _shell = shell;
        _reading = reading;
        Id = id;
        Output = output;
    }

    /// <summary>The program's own process id, not the guard's.</summary>
    public int Id { get; }

    /// <summary>What the program wrote to standard output and standard error so far.</summary>
    public OutputLines Output { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="stopSignal">Sent on disposal and when this process dies: <c>TERM</c>, <c>QUIT</c>…</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables beside those inherited.</param>
    public static async Task<GuardedProcess> StartAsync(
        string stopSignal,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["-c", Guard, "guard", stopSignal, .. command])
        {
            start.ArgumentList.Add(argument);
        }

        // A node that is killed cannot take its debugger's sockets out of the folder for temporary files.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var shell = Process.Start(start)!;
        var id = int.Parse((await shell.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var output = new OutputLines();
        var reading = Task.WhenAll(output.CopyAsync(shell.StandardOutput), output.CopyAsync(shell.StandardError));
        _ = reading.ContinueWith(_ => output.Complete(), TaskScheduler.Default);
        return new GuardedProcess(shell, id, reading, output);
    }

    /// <summary>Sends the program a signal, by name without <c>SIG</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s {signal} {Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for the program's own end.</summary>
    /// <returns>Its exit code; 128 and the signal's number when a signal ended it.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _shell.WaitForExitAsync();
        await _reading;
        return _shell.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await WaitForExitAsync();
        _shell.Dispose();
    }
}
