using System.Net;
using Coral.Dns.Wire;
using Coral.Node.Diagnosis.Queries;

namespace Coral.Node.Tests.Diagnosis;

public sealed class DnsReplyReaderTests
{
    private const int Mutations = 100_000;
    private const int Seed = 20_261_122;
    private const ushort Id = 0x1234;
    private static readonly DiagnosticQuery Question = new(DnsName.Parse("coral.test"), RecordType.NS);

    private static readonly ScriptedAnswer Whole = new(
        ResponseCode.NoError,
        true,
        (Section.Answer, "coral.test", RecordType.NS, ScriptedAnswer.Name("ns.coral.test")),
        (Section.Authority, "coral.test", RecordType.SOA, ScriptedAnswer.Start("ns.coral.test", 7)),
        (Section.Additional, "ns.coral.test", RecordType.A, [192, 0, 2, 1]),
        (Section.Additional, "ns.coral.test", RecordType.AAAA, IPAddress.Parse("2001:db8::1").GetAddressBytes())
    )
    {
        CookieTime = DateTimeOffset.FromUnixTimeSeconds(1_559_731_985),
    };

    private static byte[] Message => ScriptedServer.Compose(Id, Question.Name, Question.Type, Whole);

    [Fact]
    public void Read_AWholeAnswer_HasEverything()
    {
        var reply = DnsReplyReader.Read(Message, Id, Question)!;

        Assert.Equal((ResponseCode.NoError, true, false), (reply.Code, reply.IsAuthoritative, reply.IsTruncated));
        Assert.Equal(["ns.coral.test"], reply.Servers(Question.Name).Select(server => $"{server}"));
        Assert.Equal(7U, Assert.Single(reply.Records, record => record.Type == RecordType.SOA).Serial);
        Assert.Equal(
            ["192.0.2.1", "2001:db8::1"],
            reply.Addresses(DnsName.Parse("ns.coral.test")).Select(address => $"{address}")
        );
        Assert.Equal(Whole.CookieTime, reply.CookieTime);
        Assert.Empty(reply.Referred(Question.Name));
    }

    [Theory]
    [InlineData(Id + 1, "coral.test", RecordType.NS)]
    [InlineData(Id, "coral2.test", RecordType.NS)]
    [InlineData(Id, "coral.test", RecordType.A)]
    public void Read_TheAnswerToSomethingElse_IsNone(ushort id, string name, RecordType type) =>
        Assert.Null(DnsReplyReader.Read(Message, id, new DiagnosticQuery(DnsName.Parse(name), type)));

    [Fact]
    public void Read_AnyFrontOfAnAnswer_IsNone()
    {
        for (var length = 0; length < Message.Length; length++)
        {
            Assert.Null(DnsReplyReader.Read(Message.AsSpan(0, length), Id, Question));
        }
    }

    [Fact]
    public void Read_OfMutations_NeverThrows()
    {
        var random = new Random(Seed);
        var original = Message;
        var readable = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = original.ToArray();
            for (var flips = random.Next(1, 6); flips > 0; flips--)
            {
                // The id and the question stay: what follows them is to be read.
                bytes[random.Next(6, bytes.Length)] = (byte)random.Next(256);
            }

            readable += DnsReplyReader.Read(bytes, Id, Question) is null ? 0 : 1;
        }

        Assert.InRange(readable, 1, Mutations - 1);
    }
}
