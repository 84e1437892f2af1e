using Coral.Dns.Queries;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Serving;

/// <summary>The queries of RFC 8906, and the right response to each.</summary>
public sealed class QueryPolicyTests
{
    private readonly StaticServer _server = new();
    private readonly Ask _soa = new("cdn.example", RecordType.SOA);

    [Fact]
    public void Answer_PlainDns_HasNoOpt()
    {
        var answer = _server.Answer(_soa with { Payload = null });

        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.Single(answer.Answers);
        Assert.False(answer.HasEdns);
    }

    [Fact]
    public void Answer_UnknownType_IsNoDataWithAuthority()
    {
        var answer = _server.Answer(_soa with { Type = (RecordType)1000 });

        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.Empty(answer.Answers);
        Assert.True(answer.IsAuthoritative);
    }

    [Theory]
    [InlineData(0x0010)]
    [InlineData(0x0020)]
    [InlineData(0x0040)]
    [InlineData(0x0080)]
    public void Answer_FlagsInTheQuery_AreNotCopied(int flag)
    {
        var answer = _server.Answer(_soa with { Flags = flag });

        Assert.Equal(0x8400, answer.Flags);
        Assert.Single(answer.Answers);
    }

    [Fact]
    public void Answer_RecursionDesired_IsCopiedAndNotOffered() => Assert.Equal(0x8500, _server.Answer(_soa).Flags);

    [Theory]
    [InlineData(15, ResponseCode.NotImplemented)]
    [InlineData(1, ResponseCode.NotImplemented)]
    [InlineData(2, ResponseCode.NotImplemented)]
    [InlineData(6, ResponseCode.NotImplemented)]
    [InlineData(4, ResponseCode.Refused)]
    [InlineData(5, ResponseCode.Refused)]
    public void Answer_AnotherOpcode_IsRefusedByHeaderAlone(int opcode, ResponseCode expected)
    {
        var answer = _server.Answer(_soa with { Flags = opcode << 11, Payload = null });

        Assert.Equal(expected, answer.Code);
        Assert.Equal(opcode, (answer.Flags >> 11) & 15);
        Assert.Equal(12, answer.Length);
    }

    [Theory]
    [InlineData(RecordType.AXFR, ResponseCode.Refused)]
    [InlineData(RecordType.IXFR, ResponseCode.Refused)]
    [InlineData(RecordType.OPT, ResponseCode.FormatError)]
    [InlineData(RecordType.TSIG, ResponseCode.FormatError)]
    [InlineData(RecordType.TKEY, ResponseCode.FormatError)]
    public void Answer_TypesThatAreNoData_AreRefusedOverEitherTransport(RecordType type, ResponseCode expected)
    {
        Assert.Equal(expected, _server.Answer(_soa with { Type = type }).Code);
        Assert.Equal(expected, _server.Answer(_soa with { Type = type }, DnsTransportKind.Tcp).Code);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(255)]
    [InlineData(0)]
    public void Answer_AnotherClass_IsRefused(int recordClass) =>
        Assert.Equal(ResponseCode.Refused, _server.Answer(_soa with { Class = recordClass }).Code);

    [Fact]
    public void Answer_AnotherEdnsVersion_IsBadVersionWithoutAnAnswer()
    {
        var answer = _server.Answer(_soa with { EdnsFlags = 100 << 16, Options = [(100, [1])] });

        Assert.Equal(ResponseCode.BadVersion, answer.Code);
        Assert.Equal(0u, (answer.EdnsFlags >> 16) & 0xFF);
        Assert.Empty(answer.Answers);
        Assert.Empty(answer.Options);
    }

    [Fact]
    public void Answer_UnknownOptionAndFlag_AreIgnored()
    {
        var answer = _server.Answer(_soa with { EdnsFlags = 0x0040, Options = [(100, []), (65_001, [1, 2, 3])] });

        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.Single(answer.Answers);
        Assert.Equal(0u, answer.EdnsFlags);
        Assert.Empty(answer.Options);
        Assert.Equal(1232, answer.PayloadBytes);
    }

    [Fact]
    public void Answer_DnssecOk_IsCopied() =>
        Assert.Equal(0x8000u, _server.Answer(_soa with { EdnsFlags = 0x8000 }).EdnsFlags);

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void Answer_NotOneQuestion_IsFormatError(int questions)
    {
        var query = (_soa with { Payload = null }).Bytes;
        query[5] = (byte)questions;

        Assert.Equal(ResponseCode.FormatError, _server.TryAnswer(query)!.Code);
    }

    [Fact]
    public void Answer_TwoOptRecords_IsFormatError()
    {
        byte[] query = [.. _soa.Bytes, .. _soa.Bytes[^11..]];
        query[11] = 2;

        Assert.Equal(ResponseCode.FormatError, _server.TryAnswer(query)!.Code);
    }

    [Fact]
    public void Answer_SomethingBehindTheMessage_IsFormatError() =>
        Assert.Equal(ResponseCode.FormatError, _server.TryAnswer([.. _soa.Bytes, 0])!.Code);

    [Fact]
    public void Answer_RecordsThatArePartOfNoQuery_AreReadAndIgnored()
    {
        // As in a query for IXFR: the SOA that the client has, in the authority section.
        var query = (_soa with { Payload = null }).Bytes;
        query[9] = 1;
        byte[] record = [0xC0, 12, 0, 6, 0, 1, 0, 0, 0, 0, 0, 0];

        Assert.Equal(ResponseCode.NoError, _server.TryAnswer([.. query, .. record])!.Code);
    }

    [Fact]
    public void Answer_AnAnswer_GetsNone()
    {
        Assert.Null(_server.TryAnswer((_soa with { Flags = 0x8000 }).Bytes));
        Assert.Null(_server.TryAnswer([.. _soa.Bytes[..11]]));
        Assert.Null(_server.TryAnswer([]));
    }

    [Theory]
    [InlineData("a query that ends in its name", 20)]
    [InlineData("a query that ends before its class", 26)]
    public void Answer_ACutQuery_IsFormatErrorByHeaderAlone(string what, int length)
    {
        var answer = _server.TryAnswer([.. _soa.Bytes[..length]]);

        Assert.Equal((what, ResponseCode.FormatError, 12), (what, answer!.Code, answer.Length));
    }
}
