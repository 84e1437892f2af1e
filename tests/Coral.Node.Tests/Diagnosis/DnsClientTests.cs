using System.Net;
using System.Net.Sockets;
using Coral.Dns.Wire;
using Coral.Node.Diagnosis.Queries;
using Coral.Node.Hosting;
using Coral.Testing.Time;

namespace Coral.Node.Tests.Diagnosis;

public sealed class DnsClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly DiagnosticQuery Question = new(DnsName.Parse("coral.test"), RecordType.NS);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Query_WhereAForgeryComesFirst_TakesTheAnswer()
    {
        await using var server = new ScriptedServer(
            (_, _) => new ScriptedAnswer(ResponseCode.Refused, false) { IsAfterAForgery = true }
        );
        var outcome = await Client(TimeProvider.System).QueryAsync(server.EndPoint, Question, Token);

        Assert.Equal(ResponseCode.Refused, outcome.Reply?.Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task Query_WhereTheAnswerIsTruncated_RepeatsOverTcp()
    {
        await using var server = new ScriptedServer(
            (_, _) => new ScriptedAnswer(ResponseCode.NoError, true) { IsTruncated = true }
        );
        var outcome = await Client(TimeProvider.System).QueryAsync(server.EndPoint, Question, Token);

        Assert.Null(outcome.Reply);
        Assert.Contains("refused", outcome.Problem);
        Assert.Equal(1, server.Questions);
    }

    [Fact(Timeout = 60_000)]
    public async Task Query_FromAnAddress_ComesFromThere()
    {
        await using var server = new ScriptedServer((_, _) => new ScriptedAnswer(ResponseCode.Refused, false));
        var from = IPAddress.Parse("127.53.7.1");
        var client = new DnsClient(TimeProvider.System, new SystemTokenSource(), from);
        await client.QueryAsync(server.EndPoint, Question, Token);

        Assert.Equal(from, server.Asker);
    }

    [Fact(Timeout = 60_000)]
    public async Task Query_OfASilentServer_RepeatsOnceAndTimesOut()
    {
        var clock = new ManualTimeProvider();
        await using var server = new ScriptedServer((_, _) => null);
        var asking = Client(clock).QueryAsync(server.EndPoint, Question, Token);
        for (var i = 0; i < 2; i++)
        {
            await clock.UntilArmedAsync(Patience);
            clock.Advance(Patience);
        }

        Assert.Equal(new DnsOutcome(null, "no response"), await asking);
    }

    [Fact(Timeout = 60_000)]
    public async Task Query_AtAClosedPort_SaysSo()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var closed = (IPEndPoint)taken.LocalEndPoint!;
        var outcome = await Client(TimeProvider.System)
            .QueryAsync(closed, Question, Coral.Dns.Queries.DnsTransportKind.Tcp, Token);

        Assert.Null(outcome.Reply);
        Assert.Contains("refused", outcome.Problem);
    }

    [Fact(Timeout = 60_000)]
    public async Task Query_OverTcpWhereTheServerCloses_SaysSo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asking = Client(TimeProvider.System)
            .QueryAsync((IPEndPoint)listener.LocalEndpoint, Question, Coral.Dns.Queries.DnsTransportKind.Tcp, Token);
        using (var accepted = await listener.AcceptSocketAsync(Token))
        {
            // The query is read, so that closing ends the connection in order.
            await accepted.ReceiveAsync(new byte[512], Token);
        }

        Assert.Equal("it closed the connection without a response", (await asking).Problem);
    }

    private static DnsClient Client(TimeProvider clock) => new(clock, new SystemTokenSource());
}
