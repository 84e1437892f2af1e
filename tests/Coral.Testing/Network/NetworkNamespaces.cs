namespace Coral.Testing.Network;

/// <summary>
/// A row of network namespaces, each joined to the next by a cable; those between the ends are routers.
/// </summary>
/// <remarks>Needs root and iproute2. Made and removed by the test; names carry the process id.</remarks>
public sealed class NetworkNamespaces : IDisposable
{
    private static int _rows;
    private readonly NetworkNamespace[] _row;

    /// <summary>Makes the row.</summary>
    /// <param name="links">
    /// The first three numbers of each cable's network; the nearer end is .1 and the farther .2.
    /// </param>
    public NetworkNamespaces(params string[] links)
    {
        ArgumentNullException.ThrowIfNull(links);
        var row = $"coral-{Environment.ProcessId}-{Interlocked.Increment(ref _rows)}";
        _row = [.. Enumerable.Range(0, links.Length + 1).Select(i => new NetworkNamespace($"{row}-{i}"))];
        foreach (var one in _row)
        {
            one.Execute("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        }

        for (var i = 0; i < links.Length; i++)
        {
            var (near, far) = (_row[i], _row[i + 1]);
            NetworkNamespace.Run(
                "ip",
                ["link", "add", "far", "netns", near.Name, "type", "veth", "peer", "name", "near", "netns", far.Name]
            );
            near.Configure("address", "add", $"{links[i]}.1/24", "dev", "far");
            far.Configure("address", "add", $"{links[i]}.2/24", "dev", "near");
            near.Configure("link", "set", "far", "up");
            far.Configure("link", "set", "near", "up");
        }

        for (var i = 0; i <= links.Length; i++)
        {
            for (var link = 0; link < links.Length; link++)
            {
                if (link > i)
                {
                    _row[i].Configure("route", "add", $"{links[link]}.0/24", "via", $"{links[i]}.2");
                }
                else if (link < i - 1)
                {
                    _row[i].Configure("route", "add", $"{links[link]}.0/24", "via", $"{links[i - 1]}.1");
                }
            }
        }
    }

    /// <summary>What to put before a command that is to run in the first namespace.</summary>
    public IReadOnlyList<string> InFirst => In(0);

    /// <summary>What to put before a command that is to run in a namespace, counted from 0.</summary>
    public IReadOnlyList<string> In(int place) => _row[place].Entering;

    /// <summary>
    /// Does work on a thread in the first namespace, and what it awaits too: the sockets that it makes are there.
    /// </summary>
    public Task<T> RunInFirstAsync<T>(Func<Task<T>> work) => _row[0].RunAsync(work);

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
    public string Execute(int place, params string[] command) => _row[place].Execute(command);

    /// <summary>Removes the row, and with it the cables.</summary>
    public void Dispose()
    {
        foreach (var one in _row)
        {
            one.Dispose();
        }
    }
}
