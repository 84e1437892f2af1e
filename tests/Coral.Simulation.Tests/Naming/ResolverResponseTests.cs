using Coral.Core.Network;
using Coral.Dns.Wire;
using Coral.Simulation.Naming;

namespace Coral.Simulation.Tests.Naming;

public sealed class ResolverResponseTests
{
    private static readonly DnsName Name = DnsName.Parse("a.b.example");
    private static readonly DnsName Zone = DnsName.Parse("b.example");

    [Fact]
    public void Read_OfAddresses_TakesThemAndTheirTime()
    {
        var answer = ResolverResponse.Read(
            Message(
                (Section.Answer, Name, RecordType.A, 30, [192, 0, 2, 1]),
                (Section.Answer, Name, RecordType.A, 30, [192, 0, 2, 2])
            )
        );

        Assert.True(answer.IsGood);
        Assert.Equal(TimeSpan.FromSeconds(30), answer.TimeToLive);
        Assert.Equal([Address(1), Address(2)], answer.Addresses);
    }

    [Fact]
    public void Read_OfAReferral_TakesTheCutAndItsServers()
    {
        var server = Zone.Child("ns");
        var answer = ResolverResponse.Read(
            Message(
                (Section.Authority, Zone, RecordType.NS, 60, [.. server.Wire]),
                (Section.Additional, server, RecordType.A, 60, [192, 0, 2, 3])
            )
        );

        Assert.Equal(Zone, answer.Cut);
        Assert.Equal([Address(3)], answer.Servers);
        Assert.Empty(answer.Addresses);
    }

    [Fact]
    public void Read_OfADname_TakesBothNames()
    {
        var target = DnsName.Parse("c.example");
        var answer = ResolverResponse.Read(Message((Section.Answer, Zone, RecordType.DNAME, 90, [.. target.Wire])));

        Assert.Equal((Zone, target), answer.Redirection);
    }

    [Fact]
    public void Read_CutAnywhere_IsNoAnswer()
    {
        var message = Message((Section.Answer, Name, RecordType.A, 30, [192, 0, 2, 1]));

        for (var length = 0; length < message.Length; length++)
        {
            var front = message[..length];
            Assert.Throws<FormatException>(() => ResolverResponse.Read(front));
        }
    }

    private static NodeAddress Address(int last) => NodeAddress.FromIPv4(0xC000_0200 + (uint)last, NameServers.Port);

    private static byte[] Message(
        params ReadOnlySpan<(Section Section, DnsName Owner, RecordType Type, uint Seconds, byte[] Data)> records
    )
    {
        var buffer = new byte[512];
        var writer = new MessageWriter(buffer);
        writer.TryWriteQuestion(Name.Wire, RecordType.A, RecordClass.Internet);
        foreach (var (section, owner, type, seconds, data) in records)
        {
            Assert.True(writer.TryWriteRecord(section, owner.Wire, type, RecordClass.Internet, seconds, data));
        }

        return buffer[..writer.Finish(1, HeaderFlags.Response)];
    }
}
