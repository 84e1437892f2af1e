using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coral.Node.Admin;

namespace Coral.Cli.Admin;

/// <summary>Asks a running node's admin API.</summary>
/// <param name="node">The URL of the node's admin API: <c>http://127.0.0.1:7480</c>.</param>
/// <param name="calledAs">The command as its user called it, for advice.</param>
internal sealed class AdminClient(Uri node, string calledAs) : IDisposable
{
    private static readonly TimeSpan ConnectTimeLimit = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = ConnectTimeLimit,
        }
    )
    {
        BaseAddress = node,
    };

    /// <summary>Asks for an object.</summary>
    /// <exception cref="AdminException">It cannot be had; the message is one line.</exception>
    public Task<AdminReply<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, content: null, type, cancellationToken);

    /// <summary>Hands bytes in.</summary>
    /// <exception cref="AdminException">They were not taken; the message is one line.</exception>
    public Task<AdminReply<T>> PutAsync<T>(
        string path,
        byte[] body,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    ) => SendAsync(HttpMethod.Put, path, new ByteArrayContent(body), type, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<AdminReply<T>> SendAsync<T>(
        HttpMethod method,
        string path,
        HttpContent? content,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            using var response = await _client.SendAsync(request, cancellationToken);
            var json = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? new AdminReply<T>(JsonSerializer.Deserialize(json, type)!, json)
                : throw new AdminException(
                    ProblemIn(json) ?? $"{node} responded with status {(int)response.StatusCode}"
                );
        }
        catch (HttpRequestException ex) when (ex.InnerException is SocketException)
        {
            throw new AdminException(
                $"no node responds on {node.Authority} ({ex.InnerException.Message}); "
                    + $"start one with `{calledAs} run`, or name another with --admin"
            );
        }
        catch (Exception ex) when (ex is HttpRequestException or IOException or JsonException or TaskCanceledException)
        {
            throw new AdminException($"{node.Authority} did not respond like a node's admin API: {ex.Message}");
        }
    }

    private static string? ProblemIn(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, AdminJson.Default.AdminProblem)?.Detail;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
