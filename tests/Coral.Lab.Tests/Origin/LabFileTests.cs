using Coral.Lab.Origin;

namespace Coral.Lab.Tests.Origin;

public sealed class LabFileTests
{
    [Theory]
    [InlineData("/41KB/a", 41_984)]
    [InlineData("/7B/b", 7)]
    [InlineData("/0B/empty", 0)]
    [InlineData("/50MB/film", 52_428_800)]
    public void Find_OfAPathWithASize_IsAFileOfThatSize(string path, int size)
    {
        var file = LabFile.Find(path)!;

        Assert.Equal(size, file.Size);
        Assert.Equal(size, file.Bytes().Length);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/41KB")]
    [InlineData("/41KB/")]
    [InlineData("/41/a")]
    [InlineData("/-1KB/a")]
    [InlineData("/51MB/a")]
    [InlineData("/99999999999GB/a")]
    [InlineData("/1KB/a/b")]
    public void Find_OfAnotherPath_IsNothing(string path) => Assert.Null(LabFile.Find(path));

    [Fact]
    public void Bytes_OfAFile_AreAlwaysTheSameAndThoseOfAnotherAreNot()
    {
        var file = LabFile.Find("/1KB/a")!;
        var other = LabFile.Find("/1KB/b")!;

        Assert.Equal(file.Bytes(), LabFile.Find("/1KB/a")!.Bytes());
        Assert.NotEqual(file.Bytes(), other.Bytes());
        Assert.NotEqual(file.Tag, other.Tag);
        Assert.Equal(1_024 / 8, file.Bytes().Chunk(8).Select(WordOf).Distinct().Count());
    }

    private static ulong WordOf(byte[] bytes) => BitConverter.ToUInt64(bytes);
}
