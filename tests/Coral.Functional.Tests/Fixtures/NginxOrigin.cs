using System.Net;
using System.Text;
using System.Text.Json;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>A real nginx on a port and a folder of its own, serving <see cref="NginxSite"/>.</summary>
/// <remarks>
/// One process, one thread, so that its access log has the order of its events: <see cref="RequestsAsync"/> asks it for
/// a marker and then knows that every request answered before is written. Shared by all tests: each uses paths of its
/// own (a query string makes one).
/// </remarks>
public sealed class NginxOrigin : IAsyncLifetime
{
    private const int Attempts = 5;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _direct = new();
    private GuardedProcess? _process;

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    public async ValueTask InitializeAsync()
    {
        NginxSite.Write(_folder);
        for (var attempt = 1; ; attempt++)
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
            _folder.Write("nginx.conf", Encoding.UTF8.GetBytes(NginxSite.Configuration(EndPoint.Port)));
            _process = await GuardedProcess.StartAsync(
                "TERM",
                ["/usr/sbin/nginx", "-p", _folder.Path, "-c", "nginx.conf", "-e", "stderr"]
            );

            // nginx names the operating system right after its sockets listen.
            if (await _process.Output.FindAsync(line => line.Contains(" OS: ", StringComparison.Ordinal)) is not null)
            {
                return;
            }

            await _process.DisposeAsync();
            if (attempt == Attempts || !_process.Output.Text.Contains("in use", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"nginx did not start:\n{_process.Output.Text}");
            }
        }
    }

    /// <summary>
    /// Every request answered until now whose target begins with <paramref name="target"/>, oldest first.
    /// </summary>
    internal async Task<IReadOnlyList<NginxRequest>> RequestsAsync(string target)
    {
        using var marker = await _direct.GetAsync(new Uri($"http://{EndPoint}/mark"));
        return
        [
            .. (await File.ReadAllLinesAsync(_folder["access.log"]))
                .Select(line => JsonSerializer.Deserialize<NginxRequest>(line, Json)!)
                .Where(request => request.Target.StartsWith(target, StringComparison.Ordinal)),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _direct.Dispose();
        _folder.Dispose();
    }
}
