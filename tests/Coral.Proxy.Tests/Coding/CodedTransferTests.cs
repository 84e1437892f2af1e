using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Concurrency;
using Coral.Proxy.Coding;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Coding;

/// <summary>One encoding for all who follow it, as the body arrives.</summary>
public sealed class CodedTransferTests
{
    private readonly FairQuota _memory = new(64 << 20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Follow_SeveralClients_AllGetTheSameBytes()
    {
        var plain = Text(300_000);
        var transfer = new CodedTransfer(ContentCoding.Gzip, _memory);
        using var first = transfer.Follow()!;
        using var second = transfer.Follow()!;
        var running = transfer.RunAsync(GrowingBody.Complete(plain));

        var read = await Task.WhenAll(ReadAsync(first), ReadAsync(second));
        var kept = await running;

        Assert.Equal(plain, Decoded.Of(read[0].Bytes, "gzip"));
        Assert.Equal(read[0].Bytes, read[1].Bytes);
        Assert.Null(read[0].Failure);
        Assert.NotNull(kept);
        Assert.Equal(plain, Decoded.Of(kept, ContentCoding.Gzip));
    }

    [Fact(Timeout = 30_000)]
    public async Task Follow_BodyPauses_AllThatCameIsPassedOn()
    {
        var body = new GrowingBody(length: null);
        var transfer = new CodedTransfer(ContentCoding.Brotli, _memory);
        using var follower = transfer.Follow()!;
        _ = transfer.RunAsync(body);

        body.Append("hello"u8.ToArray());
        var slice = await follower.ReadAsync(0, Cancelled);

        using var decoder = Decoded.Open(StoredBody.Of(slice.Bytes), ContentCoding.Brotli);
        var read = new byte[5];
        decoder.ReadExactly(read);
        Assert.Equal("hello"u8.ToArray(), read);
    }

    [Fact(Timeout = 30_000)]
    public async Task Follow_AfterTheStart_BeginsAtTheFirstByte()
    {
        var plain = Text(100_000);
        var body = new GrowingBody(length: null);
        var transfer = new CodedTransfer(ContentCoding.Gzip, _memory);
        using var first = transfer.Follow()!;
        var running = transfer.RunAsync(body);
        body.Append(plain[..50_000]);
        await first.ReadAsync(0, Cancelled);

        using var late = transfer.Follow()!;
        body.Append(plain[50_000..]);
        body.End();

        Assert.Equal(plain, Decoded.Of((await ReadAsync(late)).Bytes, "gzip"));
        Assert.NotNull(await running);
    }

    [Fact(Timeout = 30_000)]
    public async Task Run_NobodyReads_StopsAheadOfTheClients()
    {
        var body = GrowingBody.Complete(new byte[8 << 20]);
        var transfer = new CodedTransfer(ContentCoding.Gzip, _memory);
        using var follower = transfer.Follow()!;
        var running = transfer.RunAsync(body);

        await follower.ReadAsync(0, Cancelled);

        Assert.InRange(body.Furthest, 1, CodedTransfer.AheadBytes + StoredBody.SegmentBytes);
        Assert.False(running.IsCompleted);
    }

    [Fact(Timeout = 60_000)]
    public async Task Run_MoreThanIsKept_HoldsAWindowAndTakesNobodyNew()
    {
        var plain = new byte[6 << 20];
        new Random(1).NextBytes(plain);
        var memory = new FairQuota(1 << 20);
        var transfer = new CodedTransfer(ContentCoding.Gzip, memory);
        using var first = transfer.Follow()!;
        using var second = transfer.Follow()!;
        var running = transfer.RunAsync(GrowingBody.Complete(plain));

        var read = await Task.WhenAll(ReadAsync(first), ReadAsync(second));

        Assert.Equal(plain, Decoded.Of(read[0].Bytes, "gzip"));
        Assert.Equal(plain, Decoded.Of(read[1].Bytes, "gzip"));
        Assert.Null(await running);
        Assert.Null(transfer.Follow());
        Assert.InRange(memory.Taken, 0, 1 << 20);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task Run_BodyBreaksOff_EveryFollowerLearnsIt(int bytes)
    {
        var body = new GrowingBody(length: null);
        var transfer = new CodedTransfer(ContentCoding.Gzip, _memory);
        using var follower = transfer.Follow()!;
        var running = transfer.RunAsync(body);
        body.Append(Text(bytes));
        body.End(FetchFailure.BodyTimedOut);

        Assert.Equal(FetchFailure.BodyTimedOut, (await ReadAsync(follower)).Failure);
        Assert.Null(await running);
        Assert.Null(transfer.Follow());
    }

    [Fact(Timeout = 30_000)]
    public async Task Leave_TheLast_EndsItAndGivesTheMemoryBack()
    {
        var body = new GrowingBody(length: null);
        var transfer = new CodedTransfer(ContentCoding.Gzip, _memory);
        var first = transfer.Follow()!;
        var second = transfer.Follow()!;
        var running = transfer.RunAsync(body);
        body.Append(Text(100_000));
        await first.ReadAsync(0, Cancelled);

        first.Dispose();
        first.Dispose();
        Assert.False(running.IsCompleted);
        second.Dispose();

        Assert.Null(await running);
        Assert.Equal(0, _memory.Taken);
        Assert.Null(transfer.Follow());
    }

    [Fact(Timeout = 30_000)]
    public async Task Leave_AfterTheEnd_GivesTheMemoryBack()
    {
        var transfer = new CodedTransfer(ContentCoding.Gzip, _memory);
        var follower = transfer.Follow()!;
        var running = transfer.RunAsync(GrowingBody.Complete(Text(100_000)));
        await ReadAsync(follower);
        Assert.NotNull(await running);
        Assert.NotEqual(0, _memory.Taken);

        follower.Dispose();

        Assert.Equal(0, _memory.Taken);
    }

    private static byte[] Text(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)('a' + (i * i % 7)))];

    private static async Task<(byte[] Bytes, FetchFailure? Failure)> ReadAsync(CodedFollower follower)
    {
        var read = new MemoryStream();
        while (true)
        {
            var slice = await follower.ReadAsync(read.Length, Cancelled);
            if (slice.Bytes.IsEmpty)
            {
                return (read.ToArray(), slice.Failure);
            }

            read.Write(slice.Bytes.Span);
        }
    }
}
