using System.Net;
using Coral.Dns.Configuration;
using Coral.Dns.Queries;
using Coral.Dns.Redirection;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Serving;

/// <summary>Cookies, client subnets and sizes.</summary>
public sealed class EdnsTests
{
    private static readonly byte[] Cookie = [1, 2, 3, 4, 5, 6, 7, 8];
    private readonly StaticServer _server = new(
        new DnsOptions
        {
            Records = [.. Enumerable.Range(0, 40).Select(i => $"big TXT \"{i:D3} {new string('x', 60)}\"")],
        }
    );

    private readonly Ask _ask = new("www.x.com.cdn.example", RecordType.A);
    private readonly Ask _big = new("big.cdn.example", RecordType.TXT) { Payload = 4096 };

    [Fact]
    public void Answer_AClientsCookie_ComesBackWithOurs()
    {
        var option = _server.Answer(_ask.WithCookie(Cookie)).Options[10];

        Assert.Equal(24, option.Length);
        Assert.Equal(Cookie, option[..8]);
        Assert.Equal([1, 0, 0, 0], option[8..12]);
    }

    [Fact]
    public void Answer_NothingButACookie_GetsOurs()
    {
        var first = _server.TryAnswer(Bare(Cookie))!;
        Assert.Equal(ResponseCode.NoError, first.Code);
        Assert.Equal(24, first.Options[10].Length);

        var again = _server.TryAnswer(Bare(first.Options[10]))!;
        Assert.Equal(ResponseCode.NoError, again.Code);
        Assert.Equal(24, again.Options[10].Length);
    }

    [Fact]
    public void Answer_NothingButACookieThatIsNotOurs_IsBadCookieWithOurs()
    {
        var cookie = _server.TryAnswer(Bare(Cookie))!.Options[10];

        // RFC 7873, section 5.4: such a query asks whether the client's cookie is still valid.
        var answer = _server.TryAnswer(Bare([.. cookie[..^1], (byte)(cookie[^1] ^ 1)]))!;
        Assert.Equal(ResponseCode.BadCookie, answer.Code);
        Assert.Equal(cookie, answer.Options[10]);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(15)]
    [InlineData(41)]
    public void Answer_ACookieOfNoSuchLength_IsFormatError(int length) =>
        Assert.Equal(ResponseCode.FormatError, _server.Answer(_ask.WithCookie(new byte[length])).Code);

    [Fact]
    public void Answer_LongToAnAddressNotValidated_IsTruncatedAndNeverAmplified()
    {
        var query = _big.Bytes;

        var answer = _server.TryAnswer(query)!;
        Assert.True(answer.IsTruncated);
        Assert.Empty(answer.Answers);
        Assert.InRange(answer.Length, 12, 8 * query.Length);
    }

    [Fact]
    public void Answer_LongToAValidatedAddress_IsStillNoLongerThanADatagram()
    {
        var first = _server.Answer(_big.WithCookie(Cookie));
        var validated = _big.WithCookie(first.Options[10]);

        var answer = _server.Answer(validated);
        Assert.True(answer.IsTruncated);
        Assert.InRange(answer.Length, 12, DnsLimits.MaxUdpResponseBytes);

        var overTcp = _server.Answer(_big, DnsTransportKind.Tcp);
        Assert.False(overTcp.IsTruncated);
        Assert.Equal(40, overTcp.Answers.Count);
    }

    [Fact]
    public void Answer_OfMiddlingSize_ReachesThoseWhoValidatedTheirAddress()
    {
        var server = new StaticServer(
            new DnsOptions
            {
                Records = [.. Enumerable.Range(0, 10).Select(i => $"@ TXT \"{i:D3} {new string('x', 70)}\"")],
            }
        );
        var ask = new Ask("cdn.example", RecordType.TXT);

        Assert.True(server.Answer(ask).IsTruncated);
        var cookie = server.Answer(ask.WithCookie(Cookie)).Options[10];
        Assert.False(server.Answer(ask.WithCookie(cookie)).IsTruncated);
    }

    [Fact]
    public void Answer_WithoutEdns_FitsInto512Bytes()
    {
        var cookie = _server.Answer(_big.WithCookie(Cookie)).Options[10];
        var server = new StaticServer(
            new DnsOptions
            {
                MaxAmplification = 50,
                Records = ["@ TXT " + string.Join(' ', Enumerable.Repeat("\"0123456789\"", 50))],
            }
        );

        Assert.True(server.Answer(new Ask("cdn.example", RecordType.TXT) { Payload = null }).IsTruncated);
        Assert.False(server.Answer(new Ask("cdn.example", RecordType.TXT)).IsTruncated);
        Assert.Equal(24, cookie.Length);
    }

    [Theory]
    [InlineData("192.0.2.0", 24, 24)]
    [InlineData("192.0.2.0", 24, 16)]
    [InlineData("2001:db8:1::", 48, 48)]
    [InlineData("2001:db8:8::", 45, 40)]
    public void Answer_ForAClientSubnet_SaysForWhatNetworkItHolds(string network, int prefix, int scope)
    {
        _server.Redirection.Scope = scope;

        var ask = _ask.WithSubnet(network, prefix);
        var option = _server.Answer(ask).Options[8];
        Assert.Equal(scope, option[3]);
        option[3] = 0;
        Assert.Equal(ask.Options[0].Data, option);
    }

    [Fact]
    public void Answer_ThatDependsOnNoSubnet_HoldsForAll()
    {
        _server.Redirection.Scope = 24;

        Assert.Equal(0, _server.Answer(_big.WithSubnet("192.0.2.0", 24)).Options[8][3]);
        Assert.Equal(0, _server.Answer(_ask.WithSubnet("0.0.0.0", 0)).Options[8][3]);
        _server.Redirection.Outcome = ChoiceOutcome.None;
        Assert.Equal(0, _server.Answer(_ask.WithSubnet("192.0.2.0", 24)).Options[8][3]);
    }

    [Theory]
    [InlineData(new byte[] { 0, 1, 24, 0, 192, 0 })]
    [InlineData(new byte[] { 0, 1, 24, 24, 192, 0, 2 })]
    [InlineData(new byte[] { 0, 1, 23, 0, 192, 0, 3 })]
    [InlineData(new byte[] { 0, 1, 33, 0, 192, 0, 2, 1, 1 })]
    [InlineData(new byte[] { 0, 3, 8, 0, 1 })]
    [InlineData(new byte[] { 0, 1, 24 })]
    public void Answer_AMalformedSubnet_IsFormatError(byte[] data) =>
        Assert.Equal(ResponseCode.FormatError, _server.Answer(_ask with { Options = [(8, data)] }).Code);

    [Fact]
    public void Subnet_OfAMappedAddress_IsWrittenAsItCame()
    {
        byte[] data = [0, 2, 128, 0, .. IPAddress.Parse("::ffff:192.0.2.1").GetAddressBytes()];

        Assert.True(ClientSubnet.TryRead(data, out var subnet));
        var written = new byte[ClientSubnet.MaxBytes];
        Assert.Equal(data.Length, subnet.Write(0, written));
        Assert.Equal(data, written);
    }

    [Fact]
    public async Task AnswerAsync_WhatNeedsTime_IsPreparedAndAnswered()
    {
        _server.Redirection.Outcome = ChoiceOutcome.NeedsTime;
        var response = new byte[1232];
        var source = StaticServer.SourceOf(StaticServer.Client, DnsTransportKind.Udp);

        Assert.Equal(DnsLimits.NeedsTime, _server.Responder.Answer(_ask.Bytes, source, response));
        var length = await _server.Responder.AnswerAsync(_ask.Bytes, source, response, CancellationToken.None);
        Assert.Equal(2, new ReadMessage(response.AsSpan(0, length)).Answers.Count);
        Assert.Equal(1, _server.Redirection.Prepared);
    }

    /// <summary>A query for nothing but a cookie.</summary>
    private byte[] Bare(byte[] cookie)
    {
        var query = _ask.WithCookie(cookie).Bytes;
        return [.. query[..4], 0, 0, .. query[6..12], .. query[(12 + 23 + 4)..]];
    }
}
