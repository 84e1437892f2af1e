using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Functional.Tests.Dns.Fixtures;

/// <summary>Questions about names in the zones, above, below and beside them, for types of all kinds.</summary>
internal sealed class QuestionGenerator(int seed)
{
    private static readonly string[] Names =
    [
        "coral.test",
        "infra.test",
        "ns.infra.test",
        "static.infra.test",
        "alias.infra.test",
        "_sip._tcp.infra.test",
        "_tcp.infra.test",
        "deep.under.here.infra.test",
        "under.here.infra.test",
        "here.infra.test",
        "tls-static.infra.test",
        "odd.infra.test",
        "big.infra.test",
        "sub.infra.test",
        "ns1.sub.infra.test",
        "elsewhere.example",
    ];

    private static readonly int[] Types =
    [
        .. new[]
        {
            RecordType.A,
            RecordType.AAAA,
            RecordType.NS,
            RecordType.SOA,
            RecordType.MX,
            RecordType.TXT,
            RecordType.CNAME,
            RecordType.SRV,
            RecordType.CAA,
            RecordType.HTTPS,
            RecordType.PTR,
            RecordType.DNAME,
            RecordType.DS,
        }.Select(type => (int)type),
        99,
        65_400,
        64_000,
    ];

    private static readonly int?[] Payloads = [null, 512, 1_232, 4_096];

    private readonly Random _random = new(seed);

    public Ask Next()
    {
        var name = Names[_random.Next(Names.Length)];
        name = _random.Next(4) switch
        {
            0 => $"{Label()}.{name}",
            1 when _random.Next(3) == 0 => $"{Label()}.{Label()}.{name}",
            _ => name,
        };
        return new Ask(Cased(name), (RecordType)Types[_random.Next(Types.Length)])
        {
            Id = (ushort)_random.Next(65_536),
            Flags = _random.Next(2) == 0 ? 0x0100 : 0,
            Payload = Payloads[_random.Next(Payloads.Length)],
        };
    }

    private string Label() =>
        _random.Next(6) switch
        {
            0 => "www",
            1 => "ns",
            2 => "static",
            3 => "*",
            4 => new string((char)('a' + _random.Next(26)), _random.Next(1, 64)),
            _ => $"x{_random.Next(1_000)}",
        };

    private string Cased(string name) =>
        string.Concat(name.Select(c => _random.Next(2) == 0 ? char.ToUpperInvariant(c) : c));
}
