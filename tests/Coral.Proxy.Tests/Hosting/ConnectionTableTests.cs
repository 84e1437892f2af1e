using System.Net;
using Coral.Proxy.Hosting;
using Coral.Testing.Time;
using Microsoft.AspNetCore.Connections;

namespace Coral.Proxy.Tests.Hosting;

/// <summary>Who may have how many connections, and whose goes when all are taken.</summary>
public sealed class ConnectionTableTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<Admitted> _admitted = [];

    [Fact]
    public void Address_AtItsBound_GetsNoMoreWhileOthersDo()
    {
        var table = Table(new ConnectionBounds(100) { MostPerAddress = 2 });
        Admit(table, "203.0.113.1");
        var second = Admit(table, "203.0.113.1");

        Assert.Null(TryAdmit(table, "203.0.113.1"));
        Assert.Null(TryAdmit(table, "::ffff:203.0.113.1"));
        Admit(table, "203.0.113.2");

        second.End();
        Admit(table, "203.0.113.1");
        Assert.Equal(2, Count(table, "address-limit"));
    }

    [Fact]
    public void Address_OfIPv6_CountsWithItsWholeSlash56()
    {
        var table = Table(new ConnectionBounds(100) { MostPerAddress = 1 });
        Admit(table, "2001:db8:1:2200::1");

        Assert.Null(TryAdmit(table, "2001:db8:1:22ff:ffff::2"));
        Admit(table, "2001:db8:1:2300::1");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("192.0.2.77")]
    [InlineData("::ffff:192.0.2.77")]
    public void Address_OfLoopbackOrATrustedProxy_HasNoBound(string address)
    {
        var table = Table(new ConnectionBounds(4) { MostPerAddress = 1, Exempt = [IPNetwork.Parse("192.0.2.0/24")] });

        for (var i = 0; i < 4; i++)
        {
            Admit(table, address);
        }
    }

    [Theory]
    [InlineData(200, 50)]
    [InlineData(1, 1)]
    public void Address_WithoutABoundOfItsOwn_HasAQuarterOfAll(long most, int own)
    {
        var table = Table(new ConnectionBounds(most));
        for (var i = 0; i < own; i++)
        {
            Admit(table, "203.0.113.1");
        }

        Assert.Null(TryAdmit(table, "203.0.113.1"));
    }

    [Fact]
    public void LongestIdle_WhenAllAreTaken_MakesRoom()
    {
        var table = Table(new ConnectionBounds(3));
        var first = Admit(table, "127.0.0.1");
        _clock.Advance(TimeSpan.FromSeconds(1));
        var second = Admit(table, "127.0.0.1");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Admit(table, "127.0.0.1");
        first.Client.RequestBegan();
        first.Client.RequestEnded();

        Admit(table, "127.0.0.2");

        Assert.True(second.IsAborted);
        Assert.False(first.IsAborted);
        Assert.Equal((3, 1), (table.Open, Count(table, "idle")));
    }

    [Fact]
    public void Busy_WhenAllAreTaken_StaysAndTheNewOneIsTurnedAway()
    {
        var table = Table(new ConnectionBounds(1));
        var busy = Admit(table, "127.0.0.1");
        busy.Client.RequestBegan();

        Assert.Null(TryAdmit(table, "127.0.0.2"));
        Assert.False(busy.IsAborted);
        Assert.Equal(1, Count(table, "limit"));

        busy.Client.RequestEnded();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Admit(table, "127.0.0.2");
        Assert.True(busy.IsAborted);
    }

    /// <summary>Descriptors are free only when those that make room have ended.</summary>
    [Fact]
    public void Ending_Connections_AreBoundedToo()
    {
        var table = Table(new ConnectionBounds(64));
        var all = Enumerable.Range(0, 64).Select(_ => Admit(table, "127.0.0.1")).ToList();
        for (var i = 0; i < table.MostEnding; i++)
        {
            Admit(table, "127.0.0.2");
        }

        Assert.Null(TryAdmit(table, "127.0.0.2"));
        Assert.Equal(table.MostEnding, all.Count(connection => connection.IsAborted));

        all.First(connection => connection.IsAborted).End();
        Admit(table, "127.0.0.2");
    }

    [Fact]
    public void Flood_OfIdleConnections_LeavesAsManyOpenAsMayBe()
    {
        var table = Table(new ConnectionBounds(100));
        for (var i = 0; i < 10_000; i++)
        {
            Admit(table, $"203.0.{i % 250}.1");
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.InRange(table.Open, 1, 100);
            foreach (var ended in _admitted.Where(connection => connection.IsAborted).ToList())
            {
                ended.End();
                _admitted.Remove(ended);
            }
        }

        Assert.Equal(100, table.Open);
    }

    private ConnectionTable Table(ConnectionBounds bounds) => new(bounds, _clock);

    private Admitted Admit(ConnectionTable table, string address)
    {
        var admitted = TryAdmit(table, address);
        Assert.NotNull(admitted);
        return admitted;
    }

    private Admitted? TryAdmit(ConnectionTable table, string address)
    {
        var connection = new AbortableConnection { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 12_345) };
        if (!table.TryAdmit(connection))
        {
            return null;
        }

        var admitted = new Admitted(connection, table);
        _admitted.Add(admitted);
        return admitted;
    }

    private static long Count(ConnectionTable table, string reason) =>
        table.Counts.All.Single(count => count.Reason == reason).Count;

    private sealed class AbortableConnection : DefaultConnectionContext
    {
        public bool IsAborted { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason) => IsAborted = true;
    }

    private sealed class Admitted
    {
        private readonly TaskCompletionSource _end = new();
        private readonly AbortableConnection _connection;
        private readonly Task _running;

        public Admitted(AbortableConnection connection, ConnectionTable table)
        {
            _connection = connection;
            Client = connection.Features.Get<ClientConnection>()!;
            _running = table.Around(_ => _end.Task)(connection);
        }

        public ClientConnection Client { get; }

        public bool IsAborted => _connection.IsAborted;

        public void End()
        {
            _end.SetResult();
            Assert.True(_running.IsCompletedSuccessfully);
        }
    }
}
