using Coral.Caching.Http;
using Coral.Simulation.Invariants;
using Coral.Simulation.Naming;
using Coral.Simulation.Nodes;
using Coral.Simulation.Web;

namespace Coral.Simulation.Scenarios;

/// <summary>
/// Clients with places of their own: they look a proxy up, connect, fetch a file and check every byte.
/// </summary>
/// <remarks>
/// Each request has a connection of its own. A client tries the proxies that it finds in their order until one accepts
/// the connection.
/// </remarks>
internal sealed class Visitors(
    ProxyNetwork nodes,
    IProxyFinder finder,
    (CacheKey Key, byte[] Content)[] files,
    Arrivals arrivals,
    CrowdTally tally
)
{
    private readonly List<Task> _underWay = [];

    /// <summary>Sends requests until <paramref name="end"/>, and waits for the last responses.</summary>
    public async Task PlayAsync(TimeSpan end)
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, nodes.Index.Settings.Clients)
                .Select(client => arrivals.PlayAsync(client, end, file => StartRequest(client, file)))
        );
        await Task.WhenAll(_underWay);
    }

    private bool StartRequest(int number, int file)
    {
        // The places of clients come after those of nodes.
        var request = RequestAsync(nodes.Caches.Count + number, files[file].Key, files[file].Content);
        _underWay.Add(request);
        return true;
    }

    private async Task RequestAsync(int client, CacheKey key, byte[] content)
    {
        var madeAt = nodes.Index.Clock.Elapsed;
        var proxies = await finder.FindAsync(client);
        var foundAt = nodes.Index.Clock.Elapsed;
        foreach (var proxy in proxies)
        {
            if (await nodes.Web.Connections.ConnectAsync(client, proxy, CancellationToken.None))
            {
                var wait = new ClientWait(foundAt - madeAt, nodes.Index.Clock.Elapsed - foundAt, Fetch: default);
                await FetchAsync(client, proxy, madeAt, wait, key, content);
                return;
            }
        }

        tally.Fail();
    }

    private async Task FetchAsync(int client, int proxy, TimeSpan madeAt, ClientWait wait, CacheKey key, byte[] content)
    {
        CacheStatus? status = null;
        TimeSpan waited = default;
        var connectedAt = nodes.Index.Clock.Elapsed;
        await using var body = await nodes.Web.RequestAsync(client, proxy, ServeAsync, CancellationToken.None);
        if (body is null || status is not { } served || !await IsReadAsync(body, content))
        {
            tally.Fail();
            return;
        }

        tally.Serve(madeAt, served, madeAt + waited);
        tally.Complete(wait with { Fetch = nodes.Index.Clock.Elapsed - connectedAt });

        async Task<OutgoingResponse> ServeAsync(CancellationToken gone)
        {
            var requestedAt = nodes.Index.Clock.Elapsed;
            var request = new CacheRequest(key, IsHead: false, FieldList.Empty);
            var response = await nodes.Caches[proxy].GetAsync(request, gone);
            if (response is not { Head.Status: 200, Body: { } stored })
            {
                return new OutgoingResponse(WebConditions.HeaderBytes, Release: response);
            }

            await stored.ReadAsync(0, gone);
            (status, waited) = (response.Status, nodes.Index.Clock.Elapsed - requestedAt);
            return new OutgoingResponse(WebConditions.HeaderBytes, stored, Release: response);
        }
    }

    private static async Task<bool> IsReadAsync(IncomingResponse body, byte[] content)
    {
        var buffer = new byte[content.Length + 1];
        for (var length = 0; ; )
        {
            var read = await body.ReadAsync(buffer.AsMemory(length), CancellationToken.None);
            if (read.Failure is not null)
            {
                return false;
            }

            if (read.Bytes == 0)
            {
                return buffer.AsSpan(0, length).SequenceEqual(content)
                    ? true
                    : throw new InvariantException($"A client got wrong bytes, {length} of {content.Length}.");
            }

            length += read.Bytes;
        }
    }
}
