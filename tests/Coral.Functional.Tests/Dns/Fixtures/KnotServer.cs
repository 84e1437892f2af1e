using System.Net;
using System.Text;
using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests.Dns.Fixtures;

/// <summary>Knot, another's authoritative server, at the DNS port of an address of its own.</summary>
internal sealed class KnotServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private GuardedProcess? _process;

    private KnotServer(IPAddress address) => EndPoint = new IPEndPoint(address, 53);

    public IPEndPoint EndPoint { get; }

    /// <summary>Starts one that serves zones, each given as its file's text.</summary>
    public static async Task<KnotServer> StartAsync(IPAddress address, params (string Name, string Text)[] zones)
    {
        var knot = new KnotServer(address);
        var folder = knot._folder;
        var configuration = new StringBuilder(
            $"""
            server:
              rundir: "{folder.Path}"
              listen: {address}@53
              udp-workers: 1
              tcp-workers: 1
              background-workers: 1
            database:
              storage: "{folder.Path}"
            log:
              - target: stdout
                any: info
            zone:

            """
        );
        foreach (var (name, text) in zones)
        {
            var file = folder.Write($"zone-{name}", Encoding.ASCII.GetBytes(text));
            configuration.AppendLine(
                $"""
                  - domain: "{name}"
                    file: "{file}"
                    zonefile-sync: -1
                    journal-content: none
                """
            );
        }

        var path = folder.Write("knot.conf", Encoding.ASCII.GetBytes(configuration.ToString()));
        knot._process = await GuardedProcess.StartAsync("TERM", ["/usr/sbin/knotd", "-c", path]);
        await knot._process.ReachesAsync("server started");
        return knot;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }
}
