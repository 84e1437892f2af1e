using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Wire;

/// <summary>Reading names and records, against the slow model and against hostile bytes.</summary>
public sealed class MessageReaderTests
{
    [Fact]
    public void TryReadName_OfRandomBytes_AgreesWithTheModel()
    {
        const int Seed = 1035;
        var random = new Random(Seed);
        var read = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var message = RandomMessage(random);
            var place = random.Next(12, message.Length + 1);
            var name = new byte[WireName.MaxBytes];
            var reader = new MessageReader(message);
            reader.Seek(place);

            var isRead = reader.TryReadName(name, out var length);
            var model = ModelName.Read(message, place);
            Assert.True(isRead == model is not null, $"seed {Seed}, {i}");
            if (model is var (labels, next))
            {
                read++;
                byte[] expected = [.. labels.SelectMany(label => (byte[])[(byte)label.Length, .. label]), 0];
                Assert.Equal(expected, name[..length]);
                Assert.Equal(next, reader.Position);
            }
        }

        Assert.InRange(read, 20_000, 180_000);
    }

    [Fact]
    public void TryReadName_APointerToItself_IsRefused()
    {
        byte[] message = [.. new byte[12], 0xC0, 12];
        var reader = new MessageReader(message);
        reader.Seek(12);

        Assert.False(reader.TryReadName(new byte[255], out _));
    }

    [Fact]
    public void TryReadName_TwoPointersInACycle_AreRefused()
    {
        byte[] message = [.. new byte[12], 1, (byte)'a', 0xC0, 16, 1, (byte)'b', 0xC0, 12];
        var reader = new MessageReader(message);
        reader.Seek(16);

        Assert.False(reader.TryReadName(new byte[255], out _));
    }

    [Theory]
    [InlineData(127, true)]
    [InlineData(128, false)]
    public void TryReadName_ByLength_EndsAt255Bytes(int labels, bool expected)
    {
        byte[] message = [.. new byte[12], .. Enumerable.Repeat((byte[])[1, (byte)'a'], labels).SelectMany(l => l), 0];
        var reader = new MessageReader(message);
        reader.Seek(12);

        Assert.Equal(expected, reader.TryReadName(new byte[255], out _));
    }

    [Fact]
    public void TryReadRecord_DataBeyondTheEnd_IsRefused()
    {
        byte[] record = [0, 0, 1, 0, 1, 0, 0, 0, 60, 0, 5, 1, 2, 3, 4];
        var reader = new MessageReader([.. new byte[12], .. record]);
        reader.Seek(12);

        Assert.False(reader.TryReadRecord(new byte[255], out _));
    }

    /// <summary>Bytes in which labels, ends and pointers are common.</summary>
    private static byte[] RandomMessage(Random random)
    {
        var message = new byte[random.Next(13, 80)];
        for (var i = 12; i < message.Length; i++)
        {
            message[i] = random.Next(6) switch
            {
                0 => 0,
                1 => 0xC0,
                2 => (byte)random.Next(1, 8),
                3 => (byte)random.Next(12, 80),
                _ => (byte)random.Next(256),
            };
        }

        return message;
    }
}
