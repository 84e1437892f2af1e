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

    private NetworkNamespace(string name, IEnumerable<string> commands)
    {
        Name = name;
        RunBatch(["-n", name], ["link set lo up", .. commands]);
    }

    /// <summary>As <c>ip netns</c> calls it.</summary>
    public string Name { get; }

    /// <summary>What to put before a command that is to run in it.</summary>
    public IReadOnlyList<string> Entering => ["ip", "netns", "exec", Name];

    /// <summary>Makes a row of routers, with one process for each instead of one for each command.</summary>
    /// <param name="names">Names that nobody else has.</param>
    /// <param name="cables">What joins them: commands of <c>ip</c> outside of all.</param>
    /// <param name="commands">Commands of <c>ip</c> for each of them.</param>
    internal static NetworkNamespace[] CreateRouters(
        IReadOnlyList<string> names,
        IEnumerable<string> cables,
        IReadOnlyList<IEnumerable<string>> commands
    )
    {
        RunBatch([], [.. names.Select(name => $"netns add {name}"), .. cables]);
        var routers = names.Select((name, place) => new NetworkNamespace(name, commands[place])).ToArray();
        foreach (var router in routers)
        {
            router.Set("net/ipv4/ip_forward", "1");
        }

        return routers;
    }

    /// <summary>Removes several, and with them their devices.</summary>
    internal static void Delete(IEnumerable<NetworkNamespace> namespaces) =>
        RunBatch([], [.. namespaces.Select(one => $"netns delete {one.Name}")]);

    /// <summary>Runs <c>ip</c> on it.</summary>
    public void Configure(params string[] arguments) => Run("ip", ["-n", Name, .. arguments]);

    /// <summary>Runs a program in it.</summary>
    /// <returns>What it prints.</returns>
    public string Execute(params string[] command) => Run("ip", ["netns", "exec", Name, .. command]);

    /// <summary>Changes a setting of its network.</summary>
    public void Set(string setting, string value) =>
        RunAsync(() =>
            {
                File.WriteAllText($"/proc/sys/{setting}", value);
                return Task.FromResult(value);
            })
            .GetAwaiter()
            .GetResult();

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

    internal static string Run(string program, params string[] arguments) => RunWithInput(program, "", arguments);

    /// <summary>Runs commands of <c>ip</c> in one process, up to the first that fails.</summary>
    private static void RunBatch(IEnumerable<string> options, IReadOnlyList<string> commands) =>
        RunWithInput("ip", string.Join('\n', commands), [.. options, "-batch", "-"]);

    private static string RunWithInput(string program, string input, string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
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
