using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Wire;

/// <summary>Writing with compression: what was written is read back the same, and is as short as it can be.</summary>
public sealed class MessageWriterTests
{
    private static readonly string[] Labels = ["a", "b", "www", "x-y", "com", "example", "A", "Com"];

    [Fact]
    public void TryWriteRecord_ManyNames_AreReadBackTheSame()
    {
        const int Seed = 4343;
        var random = new Random(Seed);
        for (var i = 0; i < 5_000; i++)
        {
            var buffer = new byte[1232];
            var writer = new MessageWriter(buffer);
            var question = RandomName(random);
            Assert.True(writer.TryWriteQuestion(Ask.WireOf(question), RecordType.A, RecordClass.Internet));
            var written = new List<string>();
            for (var record = random.Next(1, 20); record > 0; record--)
            {
                var (owner, target) = (RandomName(random), RandomName(random));
                var type = random.Next(2) == 0 ? RecordType.NS : RecordType.DNAME;
                Assert.True(Write(ref writer, owner, type, Ask.WireOf(target)));
                written.Add($"{owner} 60 {type} {target}".ToLowerInvariant());
            }

            var read = new ReadMessage(buffer.AsSpan(0, writer.Finish(1, HeaderFlags.Response)));
            Assert.Equal(written, read.Answers.Select(record => record.ToString().ToLowerInvariant()));
        }
    }

    [Fact]
    public void TryWriteRecord_ATailThatStandsAlready_IsAPointer()
    {
        var buffer = new byte[512];
        var writer = new MessageWriter(buffer);
        writer.TryWriteQuestion(Ask.WireOf("WWW.Example.com"), RecordType.A, RecordClass.Internet);
        var start = writer.Position;

        Write(ref writer, "www.example.com", RecordType.CNAME, Ask.WireOf("ftp.example.com"));
        Assert.Equal(start + 2 + 10 + 6, writer.Position);
        Write(ref writer, "ftp.example.com", RecordType.A, [192, 0, 2, 1]);
        Assert.Equal(start + 2 + 10 + 6 + 2 + 10 + 4, writer.Position);
    }

    [Fact]
    public void TryWriteRecord_NewTypes_KeepTheirNamesWhole()
    {
        var buffer = new byte[512];
        var writer = new MessageWriter(buffer);
        writer.TryWriteQuestion(Ask.WireOf("example.com"), RecordType.A, RecordClass.Internet);
        var start = writer.Position;

        Write(ref writer, "example.com", RecordType.DNAME, Ask.WireOf("example.com"));
        Assert.Equal(start + 2 + 10 + 13, writer.Position);
    }

    [Fact]
    public void TryWriteRecord_AtEveryLimit_WritesAllOrNothing()
    {
        var whole = 0;
        for (var limit = 12; limit < 200; limit++)
        {
            var buffer = new byte[512];
            buffer.AsSpan(limit).Fill(0xEE);
            var writer = new MessageWriter(buffer) { Limit = limit };
            var isWritten =
                writer.TryWriteQuestion(Ask.WireOf("www.example.com"), RecordType.MX, RecordClass.Internet)
                && Write(ref writer, "www.example.com", RecordType.MX, [0, 10, .. Ask.WireOf("mail.example.com")])
                && Write(ref writer, "other.test", RecordType.TXT, [3, 1, 2, 3]);
            var mark = writer.Mark();
            whole += isWritten ? 1 : 0;

            Assert.InRange(writer.Position, 12, limit);
            Assert.False(buffer.AsSpan(limit).ContainsAnyExcept((byte)0xEE));
            Assert.Equal(writer.Position, mark.Position);
            _ = new ReadMessage(buffer.AsSpan(0, writer.Finish(1, HeaderFlags.Response)));
        }

        Assert.InRange(whole, 1, 187);
    }

    [Fact]
    public void Rewind_ToAMark_ForgetsWhatCameAfter()
    {
        var buffer = new byte[512];
        var writer = new MessageWriter(buffer);
        writer.TryWriteQuestion(Ask.WireOf("x.test"), RecordType.A, RecordClass.Internet);
        var mark = writer.Mark();
        Write(ref writer, "lost.test", RecordType.A, [192, 0, 2, 1]);

        writer.Rewind(mark);
        Write(ref writer, "lost.test", RecordType.A, [192, 0, 2, 2]);
        var read = new ReadMessage(buffer.AsSpan(0, writer.Finish(1, HeaderFlags.Response)));
        Assert.Equal("lost.test 60 A 192.0.2.2", Assert.Single(read.Answers).ToString());
    }

    [Fact]
    public void TryWriteRecord_BeyondTheReachOfPointers_IsWrittenOut()
    {
        var buffer = new byte[65_535];
        var writer = new MessageWriter(buffer);
        writer.TryWriteQuestion(Ask.WireOf("x.test"), RecordType.TXT, RecordClass.Internet);
        byte[] text = [.. Enumerable.Repeat((byte)200, 201)];
        var written = 0;
        while (Write(ref writer, $"r{written}.test", RecordType.TXT, text))
        {
            written++;
        }

        var read = new ReadMessage(buffer.AsSpan(0, writer.Finish(1, HeaderFlags.Response)));
        Assert.Equal(written, read.Answers.Count);
        Assert.Equal($"r{written - 1}.test", read.Answers[^1].Owner);
    }

    [Theory]
    [InlineData("x.test")]
    [InlineData("other.example")]
    public void TryWriteAnother_WhileThereIsRoom_DiffersInItsDataOnly(string owner)
    {
        var buffer = new byte[512];
        var writer = new MessageWriter(buffer);
        writer.TryWriteQuestion(Ask.WireOf("X.test"), RecordType.A, RecordClass.Internet);
        Write(ref writer, owner, RecordType.A, [192, 0, 2, 1]);
        writer.TryWriteAnother(Section.Answer, [192, 0, 2, 2]);
        writer.TryWriteAnother(Section.Answer, [192, 0, 2, 3]);
        writer.Limit = writer.Position + 15;

        Assert.False(writer.TryWriteAnother(Section.Answer, [192, 0, 2, 4]));
        var read = new ReadMessage(buffer.AsSpan(0, writer.Finish(1, HeaderFlags.Response)));
        Assert.Equal(
            Enumerable.Range(1, 3).Select(i => $"{owner} 60 A 192.0.2.{i}"),
            read.Answers.Select(record =>
                record.ToString().ToLowerInvariant().Replace(" a ", " A ", StringComparison.Ordinal)
            )
        );
    }

    [Theory]
    [InlineData((byte)0xC4, (byte)0xE4, false)]
    [InlineData((byte)0xC4, (byte)0xC4, true)]
    [InlineData((byte)'@', (byte)'`', false)]
    [InlineData((byte)'Z', (byte)'z', true)]
    public void TryWriteRecord_NamesThatDifferInOneBit_AreOneOnlyIfItIsACase(byte first, byte second, bool isOne)
    {
        var buffer = new byte[512];
        var writer = new MessageWriter(buffer);
        writer.TryWriteQuestion([2, first, (byte)'X', 0], RecordType.A, RecordClass.Internet);
        var start = writer.Position;

        writer.TryWriteRecord(
            Section.Answer,
            [2, second, (byte)'x', 0],
            RecordType.A,
            RecordClass.Internet,
            60,
            [1, 2, 3, 4]
        );

        Assert.Equal(start + (isOne ? 2 : 4) + 10 + 4, writer.Position);
    }

    private static bool Write(ref MessageWriter writer, string owner, RecordType type, byte[] data) =>
        writer.TryWriteRecord(Section.Answer, Ask.WireOf(owner), type, RecordClass.Internet, 60, data);

    private static string RandomName(Random random) =>
        string.Join('.', Enumerable.Range(0, random.Next(1, 6)).Select(_ => Labels[random.Next(Labels.Length)]));
}
