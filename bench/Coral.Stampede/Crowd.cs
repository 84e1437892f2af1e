using System.Diagnostics;

namespace Coral.Stampede;

/// <summary>Many clients, each with a connection of its own, that request the same object at the same moment.</summary>
internal sealed class Crowd(int clients) : IDisposable
{
    private readonly HttpClient[] _clients =
    [
        .. Enumerable.Range(0, clients).Select(_ => new HttpClient { Timeout = TimeSpan.FromMinutes(2) }),
    ];

    /// <summary>Sends all requests at once.</summary>
    /// <returns>Time until the last client had the whole object.</returns>
    public async Task<TimeSpan> AskAsync(Target target, string path)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(_clients.Select(client => AskOnceAsync(client, target, path)));
        return Stopwatch.GetElapsedTime(started);
    }

    public void Dispose()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }
    }

    private static async Task AskOnceAsync(HttpClient client, Target target, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{target.Port}{path}"));
        request.Headers.Host = target.Host;
        using var response = await client.SendAsync(request);
        var length = (await response.Content.ReadAsByteArrayAsync()).Length;
        if (!response.IsSuccessStatusCode || length != SlowOrigin.ObjectBytes)
        {
            throw new InvalidOperationException(
                $"{target.Name} answered {path}: {response.StatusCode}, {length} bytes"
            );
        }
    }
}
