using System.Net;
using System.Security.Cryptography;
using Coral.Core.Network;
using Coral.Node.Index;

namespace Coral.Node.Tests.Index;

public sealed class ContactFileTests
{
    private static readonly NodeAddress[] Some =
    [
        NodeAddress.From(IPEndPoint.Parse("127.0.0.1:7400")),
        NodeAddress.From(IPEndPoint.Parse("[2001:db8::1]:65535")),
        NodeAddress.From(IPEndPoint.Parse("192.0.2.7:1")),
    ];

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSame()
    {
        Assert.Equal(Some, ContactFile.Read(ContactFile.Write(Some)));
        Assert.Equal([], ContactFile.Read(ContactFile.Write([])));
    }

    [Fact]
    public void Write_OfTooMany_KeepsTheFirst()
    {
        var many = Enumerable.Range(1, 5_000).Select(i => NodeAddress.FromIPv4((uint)i, 7400)).ToList();
        var bytes = ContactFile.Write(many);

        Assert.Equal(many.Take(ContactFile.MaxCount), ContactFile.Read(bytes));
        Assert.InRange(bytes.Length, 1, ContactFile.MaxBytes);
    }

    [Fact]
    public void Read_OfAnyDamage_IsRefused()
    {
        var whole = ContactFile.Write(Some);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Null(ContactFile.Read(whole.AsSpan(0, length)));
        }

        for (var bit = 0; bit < 8 * whole.Length; bit++)
        {
            var damaged = whole.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(ContactFile.Read(damaged));
        }
    }

    [Theory]
    [InlineData(8, 2)] // another version
    [InlineData(10, 4)] // more than there are
    [InlineData(10, 2)] // fewer than there are
    [InlineData(11, 5)] // no length of an address
    [InlineData(11, 16)] // a length that runs over
    [InlineData(17, 0)] // port 0, its first byte being 28
    public void Read_OfAFileMadeToMislead_IsRefused(int at, byte value)
    {
        var bytes = ContactFile.Write(Some)[..^SHA256.HashSizeInBytes];
        bytes[at] = value;
        if (at == 17)
        {
            bytes[16] = 0;
        }

        Assert.Null(ContactFile.Read([.. bytes, .. SHA256.HashData(bytes)]));
    }

    [Fact]
    public void Read_OfRandomBytesUnderAGoodDigest_NeverThrows()
    {
        var random = new Random(1);
        var head = ContactFile.Write([])[..9];
        var accepted = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var tail = new byte[random.Next(60)];
            random.NextBytes(tail);
            byte[] bytes = [.. head, .. tail];
            accepted += ContactFile.Read([.. bytes, .. SHA256.HashData(bytes)]) is null ? 0 : 1;
        }

        Assert.InRange(accepted, 0, 20);
    }
}
