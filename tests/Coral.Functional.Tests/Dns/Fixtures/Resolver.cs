using System.Net;
using System.Text;
using Coral.Functional.Tests.Fixtures;
using Coral.Testing.Network;

namespace Coral.Functional.Tests.Dns.Fixtures;

/// <summary>A real resolver that knows nothing but where our root is, or the servers of some zones.</summary>
internal sealed class Resolver : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IPEndPoint _endPoint;
    private GuardedProcess? _process;

    private Resolver(IPEndPoint endPoint) => _endPoint = endPoint;

    public IPEndPoint EndPoint => _endPoint;

    /// <summary>What it has written.</summary>
    public string Output => _process!.Output.Text;

    /// <summary>Starts <c>unbound</c> or <c>bind</c> on a port of loopback.</summary>
    /// <param name="program">Which.</param>
    /// <param name="root">The only root server.</param>
    public static Task<Resolver> StartAsync(string program, IPAddress root) =>
        // BIND takes only addresses that an interface names.
        StartAsync(program, new IPEndPoint(IPAddress.Loopback, FreePort.Next()), entering: [], root, zones: []);

    /// <summary>Starts one at the DNS port of a site, which asks one server about some zones.</summary>
    /// <param name="program">Which.</param>
    /// <param name="site">Where.</param>
    /// <param name="server">The server, whatever name servers the zones have.</param>
    /// <param name="zones">The zones.</param>
    public static Task<Resolver> StartAsync(
        string program,
        RelayedSite site,
        IPAddress server,
        params string[] zones
    ) => StartAsync(program, new IPEndPoint(site.Addresses[0], 53), site.Network.Entering, server, zones);

    private static async Task<Resolver> StartAsync(
        string program,
        IPEndPoint endPoint,
        IReadOnlyList<string> entering,
        IPAddress server,
        IReadOnlyList<string> zones
    )
    {
        var resolver = new Resolver(endPoint);
        var hints = resolver._folder.Write(
            "hints",
            Encoding.ASCII.GetBytes($". 3600 NS ns.root.\nns.root. 3600 A {server}\n")
        );
        var (text, command, words) =
            program == "unbound"
                ? (
                    resolver.Unbound(hints, server, zones),
                    (string[])["/usr/sbin/unbound", "-d", "-c"],
                    "start of service"
                )
                : (resolver.Bind(hints, server, zones), ["/usr/sbin/named", "-g", "-c"], "all zones loaded");
        var path = resolver._folder.Write("configuration", Encoding.ASCII.GetBytes(text));
        resolver._process = await GuardedProcess.StartAsync("TERM", [.. entering, .. command, path]);
        await resolver._process.ReachesAsync(words);
        return resolver;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private string Unbound(string hints, IPAddress server, IEnumerable<string> zones) =>
        $"""
            server:
              interface: {EndPoint.Address}
              outgoing-interface: {EndPoint.Address}
              port: {EndPoint.Port}
              do-daemonize: no
              chroot: ""
              username: ""
              directory: "{_folder.Path}"
              pidfile: "{_folder["pid"]}"
              use-syslog: no
              logfile: ""
              module-config: "iterator"
              root-hints: "{hints}"
              do-not-query-localhost: no
              access-control: {EndPoint.Address} allow_snoop
              local-zone: "test." transparent
              num-threads: 1
            remote-control:
              control-enable: no
            {string.Join('\n', zones.Select(zone => $"stub-zone:\n  name: \"{zone}\"\n  stub-addr: {server}"))}

            """;

    private string Bind(string hints, IPAddress server, IEnumerable<string> zones) =>
        $$"""
            options {
              directory "{{_folder.Path}}";
              pid-file "{{_folder["pid"]}}";
              session-keyfile "{{_folder["session.key"]}}";
              managed-keys-directory "{{_folder.Path}}";
              listen-on port {{EndPoint.Port}} { {{EndPoint.Address}}; };
              listen-on-v6 { none; };
              query-source address {{EndPoint.Address}};
              recursion yes;
              allow-query { any; };
              allow-recursion { any; };
              dnssec-validation no;
              empty-zones-enable no;
              max-cache-size 32M;
            };
            controls { };
            zone "." { type hint; file "{{hints}}"; };
            {{string.Join('\n', zones.Select(zone => StaticStub(zone, server)))}}

            """;

    private static string StaticStub(string zone, IPAddress server) =>
        $$"""zone "{{zone}}" { type static-stub; server-addresses { {{server}}; }; };""";
}
