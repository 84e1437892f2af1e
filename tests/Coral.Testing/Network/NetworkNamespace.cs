using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Coral.Testing.Network;

/// <summary>A network namespace with nothing in it but its loopback device.</summary>
/// <remarks>Needs root and iproute2. Made and removed by the test; names carry the process id.</remarks>
public sealed partial class NetworkNamespace : IDisposable
{
    private const int CloneNewNet = 0x4000_0000;

    /// <summary>Makes one.</summary>
    /// <param name="name">A name that nobody else has.</param>
    public NetworkNamespace(string name)
    {
        Name = name;
        Run("ip", "netns", "add", name);
        Configure("link", "set", "lo", "up");
    }

    /// <summary>As <c>ip netns</c> calls it.</summary>
    public string Name { get; }

    /// <summary>What to put before a command that is to run in it.</summary>
    public IReadOnlyList<string> Entering => ["ip", "netns", "exec", Name];

    /// <summary>Runs <c>ip</c> on it.</summary>
    public void Configure(params string[] arguments) => Run("ip", ["-n", Name, .. arguments]);

    /// <summary>Runs a program in it.</summary>
    /// <returns>What it prints.</returns>
    public string Execute(params string[] command) => Run("ip", ["netns", "exec", Name, .. command]);

    /// <summary>
    /// Does work on a thread in it, and what it awaits too: the sockets and devices that it makes are there.
    /// </summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                Enter();
                done.SetResult(OneThread.Run(work));
            }
            catch (OperationCanceledException ex)
            {
                done.SetCanceled(ex.CancellationToken);
            }
            catch (Exception ex)
            {
                done.SetException(ex);
            }
        });
        thread.Start();
        return done.Task;
    }

    /// <summary>Removes it, and with it its devices.</summary>
    public void Dispose() => Run("ip", "netns", "delete", Name);

    internal static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error.Result}");
    }

    private void Enter()
    {
        using var file = File.OpenHandle($"/run/netns/{Name}");
        if (SetNamespace((int)file.DangerousGetHandle(), CloneNewNet) != 0)
        {
            throw new InvalidOperationException($"setns: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int file, int type);
}
