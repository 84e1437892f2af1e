using System.Net;
using System.Net.Sockets;

namespace Coral.Cli.Fetching;

/// <summary>Fetches one URL through one node, with a clock on each step.</summary>
internal static class NodeFetch
{
    private static readonly TimeSpan ConnectTimeLimit = TimeSpan.FromSeconds(5);

    /// <summary>Connects to the node, sends the coralized name, copies the body as it comes.</summary>
    internal static async Task<FetchReport> RunAsync(
        FetchTarget target,
        Stream body,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var started = clock.GetTimestamp();
        var report = new FetchReport(target);
        var connected = TimeSpan.Zero;
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ConnectTimeLimit,
            ConnectCallback = async (_, token) =>
            {
                started = clock.GetTimestamp();
                var stream = await ConnectAsync(target.Node, token);
                connected = clock.GetElapsedTime(started);
                return stream;
            },
        };
        using var client = new HttpMessageInvoker(handler);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target.Url.ToString());
            request.Headers.UserAgent.ParseAdd("coral-get");
            using var response = await client.SendAsync(request, cancellationToken);
            report = ReadHeader(report, response) with
            {
                Connected = connected,
                FirstByte = clock.GetElapsedTime(started),
            };
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[64 * 1024];
            while (await content.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                report = report with { Bytes = report.Bytes + read };
            }

            await body.FlushAsync(cancellationToken);
        }
        catch (Exception ex) when (ex is HttpRequestException or IOException or OperationCanceledException)
        {
            report = report with { Problem = Describe(ex, report) };
        }

        return report with
        {
            Total = clock.GetElapsedTime(started),
        };
    }

    private static async ValueTask<Stream> ConnectAsync(IPEndPoint node, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(node, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static FetchReport ReadHeader(FetchReport report, HttpResponseMessage response) =>
        report with
        {
            Status = (int)response.StatusCode,
            CacheStatus = Field(response, "Cache-Status"),
            Via = Field(response, "Via"),
            Age = Field(response, "Age"),
            Location = Field(response, "Location"),
        };

    private static string? Field(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static string Describe(Exception ex, FetchReport report) =>
        (report.Status, ex) switch
        {
            (not null, _) => $"the body broke off after {report.Bytes} bytes: {ex.Message}",
            (_, HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }) =>
                $"no node responds on {report.Target.Node} ({ex.GetBaseException().Message}); "
                    + $"start one with `{report.Target.CalledAs} run`, or name another with --node",
            (_, OperationCanceledException) => $"no node responded on {report.Target.Node} within 5 s",
            _ => $"{report.Target.Node} did not respond with HTTP: {ex.GetBaseException().Message}",
        };
}
