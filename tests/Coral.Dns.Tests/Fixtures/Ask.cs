using System.Net;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Fixtures;

/// <summary>A builder of queries, byte by byte.</summary>
internal sealed record Ask(string Name, RecordType Type)
{
    public ushort Id { get; init; } = 0x1234;

    public int Flags { get; init; } = 0x0100;

    public int Class { get; init; } = 1;

    /// <summary>Size of datagrams in the OPT record; without it there is none.</summary>
    public int? Payload { get; init; } = 1232;

    public uint EdnsFlags { get; init; }

    public IReadOnlyList<(int Code, byte[] Data)> Options { get; init; } = [];

    public byte[] Bytes
    {
        get
        {
            var message = new List<byte>();
            Add16(message, Id, Flags, 1, 0, 0, Payload is null ? 0 : 1);
            message.AddRange(WireOf(Name));
            Add16(message, (int)Type, Class);
            if (Payload is { } payload)
            {
                message.Add(0);
                Add16(message, 41, payload, (int)(EdnsFlags >> 16), (int)(EdnsFlags & 0xFFFF));
                Add16(message, Options.Sum(option => 4 + option.Data.Length));
                foreach (var (code, data) in Options)
                {
                    Add16(message, code, data.Length);
                    message.AddRange(data);
                }
            }

            return [.. message];
        }
    }

    public Ask WithSubnet(string network, int prefix)
    {
        var address = IPAddress.Parse(network).GetAddressBytes();
        byte[] data = [0, address.Length == 4 ? (byte)1 : (byte)2, (byte)prefix, 0, .. address[..((prefix + 7) / 8)]];
        return this with { Options = [.. Options, (8, data)] };
    }

    public Ask WithCookie(ReadOnlySpan<byte> cookie) => this with { Options = [.. Options, (10, cookie.ToArray())] };

    /// <summary>A name as it is written, case kept.</summary>
    public static byte[] WireOf(string name) =>
        [
            .. name.Split('.', StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(label => (byte[])[(byte)label.Length, .. label.Select(c => (byte)c)]),
            0,
        ];

    private static void Add16(List<byte> message, params ReadOnlySpan<int> values)
    {
        foreach (var value in values)
        {
            message.Add((byte)(value >> 8));
            message.Add((byte)value);
        }
    }
}
