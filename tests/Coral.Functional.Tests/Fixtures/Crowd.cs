namespace Coral.Functional.Tests.Fixtures;

/// <summary>Many clients that ask a node for the same object at once, each on a connection of its own.</summary>
internal sealed class Crowd
{
    private readonly Countdown _firstBytes;
    private readonly Task<(string CacheStatus, byte[] Body)>[] _clients;

    private Crowd(NodeUnderTest node, int clients, string target)
    {
        _firstBytes = new Countdown(clients);
        _clients = [.. Enumerable.Range(0, clients).Select(_ => AskAsync(node, target))];
    }

    /// <summary>Completes when every client has the header and the first byte.</summary>
    public Task FirstBytes => _firstBytes.Reached;

    /// <summary>Sends the requests.</summary>
    public static Crowd Send(NodeUnderTest node, int clients, string target) => new(node, clients, target);

    /// <summary>Waits for all answers: each must be a 200 with exactly this body.</summary>
    public async Task AssertAllAsync(byte[] body)
    {
        var expected = NginxSite.Digest(body);
        foreach (var (_, received) in await Task.WhenAll(_clients))
        {
            Assert.Equal(expected, NginxSite.Digest(received));
        }
    }

    /// <summary>
    /// The answers whose <c>Cache-Status</c> has a parameter of this name. Call after <see cref="AssertAllAsync"/>.
    /// </summary>
    public int Count(string parameter) =>
        _clients.Count(client => client.Result.CacheStatus.Split("; ").Contains(parameter));

    private async Task<(string CacheStatus, byte[] Body)> AskAsync(NodeUnderTest node, string target)
    {
        var token = TestContext.Current.CancellationToken;
        using var response = await node.GetAsync(target);
        Assert.Equal(200, response.Status);
        await using var stream = await response.Content.ReadAsStreamAsync(token);
        using var body = new MemoryStream();
        var first = new byte[1];
        await stream.ReadExactlyAsync(first, token);
        _firstBytes.Signal();
        body.Write(first);
        await stream.CopyToAsync(body, token);
        return (response.CacheStatus, body.ToArray());
    }
}
