using System.Buffers.Binary;
using Coral.Core.Network;
using Coral.Dns.Wire;

namespace Coral.Simulation.Naming;

/// <summary>The parts of a response that a resolver uses.</summary>
internal sealed class ResolverResponse
{
    private ResolverResponse() { }

    /// <summary>True if the query must be retried over TCP.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>True for a well-formed response without an error.</summary>
    public bool IsGood { get; private set; }

    /// <summary>Time to live of the content.</summary>
    public TimeSpan TimeToLive { get; private set; }

    /// <summary>The addresses in the answer section.</summary>
    public List<NodeAddress> Addresses { get; } = [];

    /// <summary>A DNAME: names below the owner are aliases of names below the target.</summary>
    public (DnsName Owner, DnsName Target)? Redirection { get; private set; }

    /// <summary>The zone that the answer refers to.</summary>
    public DnsName? Cut { get; private set; }

    /// <summary>The addresses of that zone's name servers.</summary>
    public List<NodeAddress> Servers { get; } = [];

    /// <summary>Reads a response of one of our own servers.</summary>
    /// <exception cref="FormatException">The response is malformed.</exception>
    public static ResolverResponse Read(ReadOnlySpan<byte> message)
    {
        var answer = new ResolverResponse();
        var reader = new MessageReader(message);
        Span<byte> name = stackalloc byte[WireName.MaxBytes];
        var isRead = reader.TryReadHeader(out var header);
        answer.IsTruncated = (header.Flags & HeaderFlags.Truncated) != HeaderFlags.None;
        answer.IsGood = isRead && header.Code == 0;
        for (var i = 0; i < header.Questions; i++)
        {
            isRead &= reader.TryReadQuestion(name, out _, out _, out _);
        }

        var (answers, authorities) = (header.Answers, header.Answers + header.Authorities);
        for (var i = 0; isRead && i < authorities + header.Additionals; i++)
        {
            isRead = reader.TryReadRecord(name, out var record);
            if (isRead)
            {
                var section =
                    i < answers ? Section.Answer
                    : i < authorities ? Section.Authority
                    : Section.Additional;
                answer.Take(section, reader, record, name[..record.NameLength]);
            }
        }

        return isRead ? answer : throw new FormatException("A name server sent what is no answer.");
    }

    private void Take(Section section, MessageReader reader, RecordView record, ReadOnlySpan<byte> owner)
    {
        var data = reader.Data(record);
        var holds = TimeSpan.FromSeconds(record.TimeToLive);
        switch (section, record.Type)
        {
            case (Section.Answer, RecordType.A) when NodeAddress.TryRead(data, NameServers.Port, out var address):
                TimeToLive = holds;
                Addresses.Add(address);
                break;
            case (Section.Answer, RecordType.DNAME):
                TimeToLive = holds;
                Redirection = (DnsName.From(owner), NameAt(reader, record.DataOffset));
                break;
            case (Section.Authority, RecordType.NS):
                TimeToLive = holds;
                Cut = DnsName.From(owner);
                break;
            case (Section.Authority, RecordType.SOA):
                var minimum = TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt32BigEndian(data[^sizeof(uint)..]));
                TimeToLive = minimum < holds ? minimum : holds;
                break;
            case (Section.Additional, RecordType.A) when NodeAddress.TryRead(data, NameServers.Port, out var server):
                Servers.Add(server);
                break;
        }
    }

    private static DnsName NameAt(MessageReader reader, int offset)
    {
        Span<byte> name = stackalloc byte[WireName.MaxBytes];
        reader.Seek(offset);
        return reader.TryReadName(name, out var length)
            ? DnsName.From(name[..length])
            : throw new FormatException("A name server sent what is no name.");
    }
}
