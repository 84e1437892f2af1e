using System.Net;
using System.Text;
using Coral.Functional.Tests.Fixtures;

namespace Coral.Functional.Tests.Dns.Fixtures;

/// <summary>A real resolver that knows nothing but where our root is.</summary>
internal sealed class Resolver : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private GuardedProcess? _process;

    private Resolver(IPEndPoint endPoint) => EndPoint = endPoint;

    public IPEndPoint EndPoint { get; }

    /// <summary>Starts <c>unbound</c> or <c>bind</c>.</summary>
    /// <param name="program">Which.</param>
    /// <param name="root">The only root server.</param>
    public static async Task<Resolver> StartAsync(string program, IPAddress root)
    {
        // BIND takes only addresses that an interface names.
        var resolver = new Resolver(new IPEndPoint(IPAddress.Loopback, FreePort.Next()));
        var hints = resolver._folder.Write(
            "hints",
            Encoding.ASCII.GetBytes($". 3600 NS ns.root.\nns.root. 3600 A {root}\n")
        );
        var (text, command, words) =
            program == "unbound"
                ? (resolver.Unbound(hints), (string[])["/usr/sbin/unbound", "-d", "-c"], "start of service")
                : (resolver.Bind(hints), ["/usr/sbin/named", "-g", "-c"], "all zones loaded");
        var path = resolver._folder.Write("configuration", Encoding.ASCII.GetBytes(text));
        resolver._process = await GuardedProcess.StartAsync("TERM", [.. command, path]);
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

    private string Unbound(string hints) =>
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
              access-control: 127.0.0.0/8 allow
              local-zone: "test." transparent
              num-threads: 1
            remote-control:
              control-enable: no

            """;

    private string Bind(string hints) =>
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

            """;
}
