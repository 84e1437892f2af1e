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
        string[] names = [.. Enumerable.Range(0, links.Length + 1).Select(place => $"{row}-{place}")];
        _row = NetworkNamespace.CreateRouters(
            names,
            links.Select((_, i) => $"link add far netns {names[i]} type veth peer name near netns {names[i + 1]}"),
            [.. names.Select((_, place) => Addresses(links, place).Concat(Routes(links, place)))]
        );
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
    public void SetInFirst(string setting, string value) => _row[0].Set(setting, value);

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
    public void Dispose() => NetworkNamespace.Delete(_row);

    /// <summary>The farther end of the cable before it, and the nearer end of the one behind.</summary>
    private static IEnumerable<string> Addresses(string[] links, int place)
    {
        if (place > 0)
        {
            yield return $"address add {links[place - 1]}.2/24 dev near";
            yield return "link set near up";
        }

        if (place < links.Length)
        {
            yield return $"address add {links[place]}.1/24 dev far";
            yield return "link set far up";
        }
    }

    private static IEnumerable<string> Routes(string[] links, int place)
    {
        for (var link = 0; link < links.Length; link++)
        {
            if (link > place)
            {
                yield return $"route add {links[link]}.0/24 via {links[place]}.2";
            }
            else if (link < place - 1)
            {
                yield return $"route add {links[link]}.0/24 via {links[place - 1]}.1";
            }
        }
    }
}
