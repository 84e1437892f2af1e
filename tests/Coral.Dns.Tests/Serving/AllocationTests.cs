using Coral.Dns.Configuration;
using Coral.Dns.Queries;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;
using Coral.Testing;

namespace Coral.Dns.Tests.Serving;

/// <summary>An answer that is known at once costs no allocation, whatever it is.</summary>
public sealed class AllocationTests
{
    private readonly StaticServer _server = new(
        new DnsOptions { InfrastructureZone = "infra.test", Records = ["alias.infra.test. CNAME ns.infra.test."] }
    );

    public static TheoryData<string, int> Questions =>
        new()
        {
            { "www.x.com.cdn.example", (int)RecordType.A },
            { "cdn.example", (int)RecordType.SOA },
            { "l1.l0.infra.test", (int)RecordType.NS },
            { "com.http.l2.l1.l0.infra.test", (int)RecordType.A },
            { "www.x.com.http.l2.l1.l0.infra.test", (int)RecordType.TXT },
            { "x.0x1.http.l2.l1.l0.infra.test", (int)RecordType.A },
            { "alias.infra.test", (int)RecordType.A },
            { "www.example.org", (int)RecordType.A },
            { "cdn.example", (int)RecordType.AXFR },
        };

    [Theory]
    [MemberData(nameof(Questions))]
    public void Answer_AtOnce_AllocatesNothing(string name, int type)
    {
        var query = new Ask(name, (RecordType)type).WithCookie(new byte[24]).WithSubnet("192.0.2.0", 24).Bytes;
        var source = StaticServer.SourceOf(StaticServer.Client, DnsTransportKind.Udp);
        var response = new byte[1232];
        var answered = 0;
        var bytes = Allocation.Of(() => answered += _server.Responder.Answer(query, source, response) > 0 ? 1 : 0);

        Assert.Equal(0, bytes);
        Assert.True(answered > 0);
    }
}
