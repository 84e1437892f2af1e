using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Coral.Testing.Network;

/// <summary>
/// A row of network namespaces, each joined to the next by a cable; those between the ends are routers.
/// </summary>
/// <remarks>Needs root and iproute2. Made and removed by the test; names carry the process id.</remarks>
public sealed partial class NetworkNamespaces : IDisposable
{
    private const int CloneNewNet = 0x4000_0000;
    private static int _rows;
    private readonly string[] _names;

    /// <summary>Makes the row.</summary>
    /// <param name="links">
    /// The first three numbers of each cable's network; the nearer end is .1 and the farther .2.
    /// </param>
    public NetworkNamespaces(params string[] links)
    {
        ArgumentNullException.ThrowIfNull(links);
        var row = $"coral-{Environment.ProcessId}-{Interlocked.Increment(ref _rows)}";
        _names = [.. Enumerable.Range(0, links.Length + 1).Select(i => $"{row}-{i}")];
        foreach (var name in _names)
        {
            Run("ip", "netns", "add", name);
            Run("ip", "-n", name, "link", "set", "lo", "up");
            Run("ip", "netns", "exec", name, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        }

        for (var i = 0; i < links.Length; i++)
        {
            var (near, far) = (_names[i], _names[i + 1]);
            Run("ip", "link", "add", "far", "netns", near, "type", "veth", "peer", "name", "near", "netns", far);
            Run("ip", "-n", near, "address", "add", $"{links[i]}.1/24", "dev", "far");
            Run("ip", "-n", far, "address", "add", $"{links[i]}.2/24", "dev", "near");
            Run("ip", "-n", near, "link", "set", "far", "up");
            Run("ip", "-n", far, "link", "set", "near", "up");
        }

        for (var i = 0; i <= links.Length; i++)
        {
            for (var link = 0; link < links.Length; link++)
            {
                if (link > i)
                {
                    Run("ip", "-n", _names[i], "route", "add", $"{links[link]}.0/24", "via", $"{links[i]}.2");
                }
                else if (link < i - 1)
                {
                    Run("ip", "-n", _names[i], "route", "add", $"{links[link]}.0/24", "via", $"{links[i - 1]}.1");
                }
            }
        }
    }

    /// <summary>What to put before a command that is to run in the first namespace.</summary>
    public IReadOnlyList<string> InFirst => In(0);

    /// <summary>What to put before a command that is to run in a namespace, counted from 0.</summary>
    public IReadOnlyList<string> In(int place) => ["ip", "netns", "exec", _names[place]];

    /// <summary>
    /// Does work on a thread in the first namespace, and what it awaits too: the sockets that it makes are there.
    /// </summary>
    public Task<T> RunInFirstAsync<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                using var file = File.OpenHandle($"/run/netns/{_names[0]}");
                if (SetNamespace((int)file.DangerousGetHandle(), CloneNewNet) != 0)
                {
                    throw new InvalidOperationException($"setns: {Marshal.GetLastPInvokeErrorMessage()}");
                }

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

    /// <summary>Lets every group send echo requests from the first namespace.</summary>
    public void AllowEcho() => SetInFirst("net/ipv4/ping_group_range", "0 2147483647");

    /// <summary>Changes a setting of the first namespace's network.</summary>
    public void SetInFirst(string setting, string value) =>
        ExecuteInFirst("sh", "-c", $"echo {value} > /proc/sys/{setting}");

    /// <summary>Gives the first namespace one more IPv6 address, and waits until the system lets it be used.</summary>
    public void AddAddressInFirst(string address)
    {
        ExecuteInFirst("ip", "-6", "address", "add", $"{address}/128", "dev", "lo", "nodad");
        while (ExecuteInFirst("ip", "-6", "address", "show", "dev", "lo", "tentative").Length > 0) { }
    }

    /// <summary>Runs a program in the first namespace.</summary>
    /// <returns>What it prints.</returns>
    public string ExecuteInFirst(params string[] command) => Execute(0, command);

    /// <summary>Runs a program in a namespace, counted from 0.</summary>
    /// <returns>What it prints.</returns>
    public string Execute(int place, params string[] command) =>
        Run("ip", ["netns", "exec", _names[place], .. command]);

    /// <summary>Removes the row, and with it the cables.</summary>
    public void Dispose()
    {
        foreach (var name in _names)
        {
            Run("ip", "netns", "delete", name);
        }
    }

    private static string Run(string program, params string[] arguments)
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

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int file, int type);
}
