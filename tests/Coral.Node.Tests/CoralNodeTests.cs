using System.Net;
using System.Net.Sockets;
using System.Text;
using Coral.Core.Index;
using Coral.Node.Clients;
using Coral.Node.Configuration;
using Coral.Node.Content;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Coral.Node.Tests.Fixtures;
using Coral.Node.Zones;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Origin;
using Coral.Testing.Origins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Node.Tests;

/// <summary>
/// That the parts are put together rightly: names, pins, sites, identity, log. What they do is tested with them.
/// </summary>
public sealed class CoralNodeTests
{
    private const string Answer =
        "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";

    private const string AnswerOfUnknownAge = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";

    [Theory]
    [InlineData("www.x.com")]
    [InlineData("www.x.com.localhost")]
    [InlineData("www-x-com.localhost")]
    public async Task Site_UnderAnyOfItsNames_IsFetchedFromItsAddress(string host)
    {
        await using var origin = ScriptedOrigin.Answering(Answer);
        await using var node = await StartAsync(Site(origin));

        Assert.EndsWith("\r\n\r\nhello", await AskAsync(node, host));
        Assert.Contains("Host: www.x.com\r\n", await origin.NextHeadAsync() + "\r\n");
    }

    [Fact]
    public async Task PinnedHost_ByItsOwnName_IsServedToo()
    {
        await using var origin = ScriptedOrigin.Answering(Answer);
        await using var node = await StartAsync(Pin($"intranet={origin.EndPoint}"));

        Assert.EndsWith("\r\n\r\nhello", await AskAsync(node, "intranet"));
        Assert.EndsWith("\r\n\r\nhello", await AskAsync(node, "intranet.localhost"));
    }

    /// <summary>A declared site's operator can say what he wants; any other URL is fresh for a while.</summary>
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Heuristic_WithoutLastModified_IsForUndeclaredHostsOnly(bool isDeclared, int fetches)
    {
        await using var origin = ScriptedOrigin.Answering(AnswerOfUnknownAge);
        await using var node = isDeclared
            ? await StartAsync(Site(origin))
            : await StartAsync(Pin($"www.x.com={origin.EndPoint}"));

        await AskAsync(node, "www.x.com.localhost");
        await AskAsync(node, "www.x.com.localhost");

        Assert.Equal(fetches, origin.Connections);
    }

    [Theory]
    [InlineData(null, "http://a.example/publishers")]
    [InlineData("https://x.com/about coral", "https://x.com/about%20coral")]
    public async Task Request_ToTheOrigin_NamesThisNode(string? page, string told)
    {
        await using var origin = ScriptedOrigin.Answering(Answer);
        await using var node = await StartAsync(
            new ZoneOptions { Zones = ["a.example"] },
            new OriginPageOptions { AdvertiseUrl = page is null ? null : new Uri(page) },
            Site(origin)
        );

        await AskAsync(node, "www.x.com");

        var head = await origin.NextHeadAsync();
        Assert.Contains($"User-Agent: CoralWebPrx/{ProductVersion.Text} (+{told})\r\n", head);
        Assert.Matches("(?m)^CDN-Loop: coral; net=\"[0-9a-f]{16}\"\r?$", head);
    }

    [Fact]
    public async Task Request_ThatCarriesOurOwnNetwork_IsALoop()
    {
        await using var origin = ScriptedOrigin.Answering(Answer);
        await using var node = await StartAsync(Site(origin));
        await AskAsync(node, "www.x.com");
        var head = await origin.NextHeadAsync();
        var loop = head.Split("\r\n").Single(line => line.StartsWith("CDN-Loop:", StringComparison.Ordinal));

        Assert.StartsWith("HTTP/1.1 508 ", await AskAsync(node, "www.x.com", loop + "\r\n"));
    }

    [Fact]
    public async Task Origin_ThatIsTheNodeItself_IsALoop()
    {
        await using var node = await StartAsync(Pin("www.x.com=127.0.0.1"));
        var host = $"www.x.com.{node.Listening.Of("--http")[0].Port}.localhost";

        Assert.StartsWith("HTTP/1.1 508 ", await AskAsync(node, host));
    }

    [Fact]
    public async Task StartAsync_PortTaken_NamesAddressReasonAndOption()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = (IPEndPoint)listener.LocalEndpoint;

        var http = await Assert.ThrowsAsync<ListenException>(() => StartAsync(new ListenerOptions { Http = [taken] }));
        var http2 = await Assert.ThrowsAsync<ListenException>(() =>
            StartAsync(new ListenerOptions { Http = [new IPEndPoint(IPAddress.Loopback, 0)], Http2 = taken })
        );

        var reason = $"cannot listen on {taken}: the port is in use: stop the other process, or choose another with";
        Assert.Equal($"{reason} --http (Coral:Http)", http.Message);
        Assert.Equal($"{reason} --http2 (Coral:Http2)", http2.Message);
    }

    /// <summary>A zone that no name can lie in is found out late, when folder and log are open.</summary>
    [Theory]
    [InlineData("a..b", "www.x.com=127.0.0.1")]
    [InlineData("localhost", "nonsense")]
    public async Task CreateAsync_WhereALaterPartCannotBeMade_FreesDataFolderAndAccessLog(string zone, string pin)
    {
        using var folder = new TemporaryFolder();
        var log = folder["access.log"];
        var settings = new NodeSettings(
            new ZoneOptions { Zones = [zone] },
            new DataOptions { Data = folder["data"] },
            new AccessLogOptions { Destination = log },
            Pin(pin)
        );

        await Assert.ThrowsAnyAsync<Exception>(() => CreateAsync(settings));

        Assert.DoesNotContain(OpenFiles(), file => file == log);
        var right = settings.With(new ZoneOptions(), new OriginOptions());
        await using var node = await CreateAsync(right);
        Assert.Contains(OpenFiles(), file => file == log);
    }

    [Fact]
    public async Task Life_OfAllParts_GoesDownTheList()
    {
        var steps = new List<string>();
        IReadOnlyList<RecordedPart> parts = [new("clients", steps), new("cache", steps), new("index", steps)];
        using (var meters = new NodeMeterFactory())
        {
            await using var node = Node(parts, meters);
            await node.StartAsync(TestContext.Current.CancellationToken);
            await node.StopAsync(TestContext.Current.CancellationToken);
            Assert.Equal(["clients", "cache", "index"], node.Listening.Addresses.Select(address => address.Line));
        }

        string[] names = ["clients", "cache", "index"];
        Assert.Equal(
            (string[])["start", "leave", "stop", "dispose"],
            steps.Select(step => step.Split(' ')[0]).Distinct()
        );
        Assert.Equal([.. names, .. names, .. names, .. names], steps.Select(step => step.Split(' ')[1]));
    }

    [Fact]
    public async Task DisposeAsync_AfterAStartThatFailed_DisposesEveryPart()
    {
        var steps = new List<string>();
        using var meters = new NodeMeterFactory();
        var node = Node([new("clients", steps), new("index", steps) { Fails = true }, new("data", steps)], meters);

        await Assert.ThrowsAsync<NodeStartException>(() => node.StartAsync(TestContext.Current.CancellationToken));
        await node.DisposeAsync();

        Assert.Equal(["start clients", "start index", "dispose clients", "dispose index", "dispose data"], steps);
    }

    /// <summary>The parts below one that fails hold sockets, locks and files too.</summary>
    [Fact]
    public async Task StopAndDispose_WherePartsThrow_TakeEveryPartThrough()
    {
        var steps = new List<string>();
        using var meters = new NodeMeterFactory();
        var node = Node(
            [
                new("clients", steps) { FailsToEnd = true },
                new("cache", steps),
                new("index", steps) { FailsToEnd = true },
                new("data", steps),
            ],
            meters
        );

        var stop = await Assert.ThrowsAsync<AggregateException>(() =>
            node.StopAsync(TestContext.Current.CancellationToken)
        );
        var disposal = await Assert.ThrowsAsync<AggregateException>(() => node.DisposeAsync().AsTask());

        Assert.Equal(["clients", "index"], stop.InnerExceptions.Select(failure => failure.Message));
        Assert.Equal(["clients", "index"], disposal.InnerExceptions.Select(failure => failure.Message));
        Assert.Contains("stop data", steps);
        Assert.Contains("dispose data", steps);
    }

    [Fact]
    public async Task DisposeAsync_WhereOnePartThrows_ThrowsThatFailureItself()
    {
        var steps = new List<string>();
        using var meters = new NodeMeterFactory();
        var node = Node([new("clients", steps) { FailsToEnd = true }, new("data", steps)], meters);

        await Assert.ThrowsAsync<InvalidOperationException>(() => node.DisposeAsync().AsTask());

        Assert.Equal(["dispose clients", "dispose data"], steps);
    }

    [Fact]
    public async Task ReopenLogs_ReachesEveryPart()
    {
        var steps = new List<string>();
        using var meters = new NodeMeterFactory();
        await using var node = Node([new("clients", steps), new("data", steps)], meters);

        node.ReopenLogs();

        Assert.Equal(["reopen clients", "reopen data"], steps);
    }

    [Fact]
    public async Task StartAsync_AddressOfAnotherMachine_SaysSo()
    {
        var elsewhere = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0);

        var failure = await Assert.ThrowsAsync<ListenException>(() =>
            StartAsync(new ListenerOptions { Http = [elsewhere] })
        );

        Assert.Contains("this machine does not have that address", failure.Message);
    }

    private static SiteListOptions Site(ScriptedOrigin origin) =>
        new() { Sites = [new SiteOptions { Host = "www.x.com", Address = HostPort.Of(origin.EndPoint) }] };

    private static OriginOptions Pin(string pin) => new() { Pins = [pin] };

    /// <summary>Starts a node at any port, without an access log, and with these options.</summary>
    private static async Task<CoralNode> StartAsync(params object[] options)
    {
        var settings = new NodeSettings(
            new ListenerOptions { Http = [new IPEndPoint(IPAddress.Loopback, 0)] },
            new AccessLogOptions { Destination = AccessLogOptions.Off }
        );
        var node = await CreateAsync(settings.With(options));
        try
        {
            await node.StartAsync(TestContext.Current.CancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    private static Task<CoralNode> CreateAsync(NodeSettings settings) =>
        CoralNode.CreateAsync(settings, new SystemTokenSource(), TimeProvider.System, NullLoggerFactory.Instance);

    private static CoralNode Node(IReadOnlyList<RecordedPart> parts, NodeMeterFactory meters) =>
        new(
            parts,
            (
                new MemoryContentIndex(default, new MemoryIndexNetwork(TimeProvider.System)),
                new MemoryNodeDirectory(),
                () => default
            ),
            meters,
            TimeProvider.System,
            NullLogger<CoralNode>.Instance
        );

    /// <summary>The files that this process has open.</summary>
    private static IEnumerable<string> OpenFiles() =>
        Directory
            .EnumerateFileSystemEntries("/proc/self/fd")
            .Select(entry => new FileInfo(entry).LinkTarget)
            .OfType<string>();

    private static async Task<string> AskAsync(CoralNode node, string host, string fields = "")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(node.Listening.Of("--http")[0], TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.Latin1.GetBytes($"GET /a HTTP/1.1\r\nHost: {host}\r\n{fields}Connection: close\r\n\r\n"),
            TestContext.Current.CancellationToken
        );
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
