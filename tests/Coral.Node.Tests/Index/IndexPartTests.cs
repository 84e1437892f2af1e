using System.Net;
using System.Net.Sockets;
using System.Text;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Coral.Node.Index;
using Coral.Node.Tests.Fixtures;
using Coral.Testing.Time;

namespace Coral.Node.Tests.Index;

/// <summary>The index inside whole nodes, over real sockets.</summary>
public sealed class IndexPartTests : IAsyncDisposable
{
    private const int Guard = 60_000;
    private static readonly Key SomeKey = Key.Of("http://www.x.com/");

    private readonly TemporaryFolder _folder = new();
    private readonly IndexNodes _nodes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Guard)]
    public async Task Start_WithoutOthers_IsAWholeNetworkOfOne()
    {
        var node = await _nodes.StartAsync();
        await PutAsync(node, "alone");

        Assert.Equal(["alone"], await GetAsync(node));
        Assert.Equal(1, node.Directory.Levels()[0].SizeEstimate);
    }

    [Fact(Timeout = Guard)]
    public async Task Start_OfThree_FindEachOtherThroughOne()
    {
        var first = await _nodes.StartAsync();
        var second = await _nodes.StartAsync([first]);
        var third = await _nodes.StartAsync([first]);

        await _nodes.KnowsAsync(first, second, third);
        await _nodes.KnowsAsync(second, first, third);
        await _nodes.KnowsAsync(third, first, second);
        await PutAsync(second, "hello");
        Assert.Equal(["hello"], await GetAsync(third));
    }

    [Fact(Timeout = Guard)]
    public async Task Start_OnAnotherLoopbackAddress_IsReachedThere()
    {
        var first = await _nodes.StartAsync();
        var second = await _nodes.StartAsync([first], listen: IPEndPoint.Parse("127.9.8.7:0"));
        await _nodes.KnowsAsync(first, second);

        Assert.Equal("127.9.8.7", second.Contact.Address.ToIPAddress().ToString());
        Assert.Equal(0, second.Contact.Ports.Http); // It serves on 127.0.0.1 only.
        Assert.Equal(first.Listening.Of("--http")[0].Port, first.Contact.Ports.Http);
    }

    [Fact(Timeout = Guard)]
    public async Task Start_OverIPv6_IsTheSame()
    {
        var loopback = new IPEndPoint(IPAddress.IPv6Loopback, 0);
        var first = await _nodes.StartAsync(listen: loopback);
        var second = await _nodes.StartAsync([first], listen: loopback);

        await _nodes.KnowsAsync(first, second);
        await PutAsync(first, "six");
        Assert.Equal(["six"], await GetAsync(second));
    }

    [Fact(Timeout = Guard)]
    public async Task Start_BeforeTheNodeItJoinsThrough_FindsItLater()
    {
        // Bound and silent, so that nobody else gets the port.
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var endPoint = (IPEndPoint)silent.Client.LocalEndPoint!;
        var early = await _nodes.StartAsync(joinAt: HostPort.Of(endPoint));
        await silent.ReceiveAsync(Token); // It has asked.
        silent.Dispose();
        var late = await _nodes.StartAsync(listen: endPoint);

        await _nodes.KnowsAsync(early, late);
    }

    /// <summary>The name does not resolve at first, as in a network whose nodes start together.</summary>
    [Fact(Timeout = Guard)]
    public async Task Start_ToJoinByAName_ResolvesItAgainUntilANodeAnswers()
    {
        var first = await _nodes.StartAsync();
        var resolver = new SequenceResolver([], [first.Contact.Address.ToIPAddress()]);
        var place = HostPort.Parse($"seed.test:{first.Contact.Address.Port}", null);
        var second = await _nodes.StartAsync(joinAt: place, network: new NodeNetwork { Resolver = resolver });

        await _nodes.KnowsAsync(second, first);
        Assert.Equal("seed.test", resolver.Hosts.Distinct().Single());
        Assert.True(resolver.Hosts.Count >= 2);
    }

    [Fact(Timeout = Guard)]
    public async Task Start_WithAnotherKey_GetsNoResponse()
    {
        var (ours, theirs) = (_folder["ours"], _folder["theirs"]);
        NetworkKeys.Create(ours, new SystemTokenSource());
        NetworkKeys.Create(theirs, new SystemTokenSource());
        var first = await _nodes.StartAsync(key: ours);
        var stranger = await _nodes.StartAsync([first], key: theirs);
        var keyless = await _nodes.StartAsync([first]);
        var friend = await _nodes.StartAsync([first], key: ours);

        await _nodes.KnowsAsync(first, friend);
        await _nodes.KnowsAsync(friend, first);
        await _nodes.KnowsAsync(stranger);
        await _nodes.KnowsAsync(keyless);
    }

    [Fact(Timeout = Guard)]
    public async Task Start_AgainWithItsDataFolder_IsTheSameNodeAndRejoinsByItself()
    {
        var first = await _nodes.StartAsync();
        var other = await _nodes.StartAsync([first]);
        NodeId id;
        await using (var node = await _nodes.CreateAsync([first], data: _folder.Path))
        {
            await node.StartAsync(Token);
            await _nodes.KnowsAsync(node, first, other);
            id = node.Contact.Id;
            await node.StopAsync(Token);
        }

        var again = await _nodes.StartAsync(data: _folder.Path);

        Assert.Equal(id, again.Contact.Id);
        await _nodes.KnowsAsync(again, first, other);
    }

    /// <summary>
    /// Its look for the network is not over yet: it has had one answer, and waits for the next. Its clock stands still,
    /// so that it waits until it is stopped.
    /// </summary>
    [Fact(Timeout = Guard)]
    public async Task Stop_WhileARequestIsPending_SavesTheContacts()
    {
        var first = await _nodes.StartAsync();
        var network = new NodeNetwork { Datagrams = socket => new OneDatagram(socket) };
        var clock = new ManualTimeProvider();
        await using (var node = await _nodes.CreateAsync([first], data: _folder.Path, clock: clock, network: network))
        {
            await node.StartAsync(Token);
            await _nodes.KnowsAsync(node, first);
            await node.StopAsync(Token);
        }

        var again = await _nodes.StartAsync(data: _folder.Path);
        await _nodes.KnowsAsync(again, first);
    }

    [Fact(Timeout = Guard)]
    public async Task Dispose_AfterTheSocketsWrapperThrew_FreesTheSocket()
    {
        IDatagramTransport? bound = null;
        var network = new NodeNetwork
        {
            Datagrams = socket =>
            {
                bound = socket;
                throw new InvalidOperationException("told to");
            },
        };
        var node = await _nodes.CreateAsync(network: network);

        await Assert.ThrowsAsync<InvalidOperationException>(() => node.StartAsync(Token));
        await node.DisposeAsync();

        using var again = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        again.Bind(bound!.LocalAddress.ToIPEndPoint());
    }

    [Fact(Timeout = Guard)]
    public async Task Start_WithSavedContactsThatAreDamaged_StartsAlone()
    {
        _folder.Write(ContactFile.Name, "CORALNDS and then nonsense");
        var node = await _nodes.StartAsync(data: _folder.Path);

        await _nodes.KnowsAsync(node);
    }

    [Fact(Timeout = Guard)]
    public async Task Stop_WhileALookupRuns_EndsTheLookup()
    {
        var first = await _nodes.StartAsync();
        await using var node = await _nodes.CreateAsync([first]);
        await node.StartAsync(Token);
        await _nodes.KnowsAsync(node, first);

        // The other is gone, so that every question waits for an answer that does not come.
        await first.StopAsync(Token);
        var asking = Task.Run(
            async () =>
            {
                while (true)
                {
                    await node.Content.GetAsync(new Key(first.Contact.Id.Point), LevelRange.All, default);
                }
            },
            Token
        );
        await node.StopAsync(Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Create_OnAFolderThatIsTaken_SaysSo()
    {
        await using var node = await _nodes.CreateAsync(data: _folder.Path);

        Assert.StartsWith(
            $"the data folder {_folder.Path} is in use by another node (process ",
            (await Assert.ThrowsAsync<NodeStartException>(() => _nodes.CreateAsync(data: _folder.Path))).Message
        );
    }

    [Fact]
    public async Task Start_WhereTheIndexPortIsTaken_NamesTheOption()
    {
        using var taken = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var endPoint = (IPEndPoint)taken.Client.LocalEndPoint!;
        await using var node = await _nodes.CreateAsync(listen: endPoint);
        var error = await Assert.ThrowsAsync<ListenException>(() => node.StartAsync(Token));

        Assert.Equal(
            $"cannot listen on {endPoint}: the port is in use: stop the other process, or choose another with "
                + "--index (Coral:Index:Listen)",
            error.Message
        );
    }

    [Fact]
    public async Task Start_WhereTheAdminPortIsTaken_NamesTheOption()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var endPoint = (IPEndPoint)taken.LocalEndpoint;
        await using var node = await _nodes.CreateAsync(admin: endPoint);
        var error = await Assert.ThrowsAsync<ListenException>(() => node.StartAsync(Token));

        Assert.Equal(
            $"cannot listen on {endPoint}: the port is in use: stop the other process, or choose another with "
                + "--admin (Coral:Admin:Listen)",
            error.Message
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _nodes.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task PutAsync(CoralNode node, string value) =>
        await node.Content.PutAsync(
            SomeKey,
            Encoding.UTF8.GetBytes(value),
            TimeSpan.FromMinutes(1),
            LevelRange.All,
            Token
        );

    private static async Task<IEnumerable<string>> GetAsync(CoralNode node) =>
        (await node.Content.GetAsync(SomeKey, LevelRange.All, Token)).Values.Select(value =>
            Encoding.UTF8.GetString(value.Bytes.Span)
        );
}
