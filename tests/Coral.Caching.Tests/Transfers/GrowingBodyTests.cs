using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Transfers;

namespace Coral.Caching.Tests.Transfers;

public sealed class GrowingBodyTests
{
    private const int Segment = StoredBody.SegmentBytes;

    [Theory(Timeout = 30_000)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(Segment)]
    [InlineData(Segment + 1)]
    [InlineData((3 * Segment) + 17)]
    public async Task ToStoredBody_DeclaredLength_TakesNoMoreMemoryAndCopiesNothing(int length)
    {
        var buffer = new MemoryBuffer(length);
        var body = new GrowingBody(buffer, length, long.MaxValue);

        var taken = Write(body, length, pieces: 999);
        var first = await body.ReadAsync(0, CancellationToken.None);
        var stored = buffer.ToStoredBody();

        Assert.Equal(length, taken);
        Assert.Equal(length, stored.Length);
        Assert.True(stored.Segments[0].Span[..first.Bytes.Length].Overlaps(first.Bytes.Span));
        Assert.Equal((length, null), await BodyCheck.ReadAsync(stored.OpenReader(), CancellationToken.None));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(0, 0)]
    [InlineData(10, 4096)]
    [InlineData(5000, 16 * 1024)]
    [InlineData(Segment + 1, 2 * Segment)]
    public async Task ToStoredBody_UnknownLength_IsTrimmedToWhatCame(int length, int taken)
    {
        var buffer = new MemoryBuffer(null);
        var body = new GrowingBody(buffer, null, long.MaxValue);

        Assert.Equal(taken, Write(body, length, pieces: 777));

        var stored = buffer.ToStoredBody();
        Assert.Equal(length, stored.Length);
        Assert.Equal((length, null), await BodyCheck.ReadAsync(stored.OpenReader(), CancellationToken.None));
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_BytesComeLater_WakesEveryReaderAtItsOffset()
    {
        var body = new GrowingBody(new MemoryBuffer(null), null, long.MaxValue);
        Write(body, 100, pieces: 100);
        var readers = new[] { 100L, 150, 199 }.Select(offset => body.ReadAsync(offset, default).AsTask()).ToList();
        Assert.All(readers, reader => Assert.False(reader.IsCompleted));

        Write(body, 100, pieces: 100, from: 100);

        Assert.Equal([100, 50, 1], (await Task.WhenAll(readers)).Select(slice => slice.Bytes.Length));
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_BodyBreaksOff_GivesTheBytesBeforeTheFailure()
    {
        var body = new GrowingBody(new MemoryBuffer(1000), 1000, long.MaxValue);
        Write(body, 100, pieces: 100);
        var waiting = body.ReadAsync(100, CancellationToken.None);

        body.End(FetchFailure.BodyTimedOut);

        Assert.Equal(FetchFailure.BodyTimedOut, (await waiting).Failure);
        Assert.Equal((100, FetchFailure.BodyTimedOut), await BodyCheck.ReadAsync(body, CancellationToken.None));
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_Cancelled_LeavesNothingBehind()
    {
        var body = new GrowingBody(new MemoryBuffer(null), null, long.MaxValue);
        using var leaving = new CancellationTokenSource();
        var waiting = body.ReadAsync(0, leaving.Token);
        Assert.Equal(1, body.WaitingReaders);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        Assert.Equal(0, body.WaitingReaders);
    }

    [Fact(Timeout = 30_000)]
    public async Task WaitForDemandAsync_AheadOfEveryReader_WaitsForTheFurthest()
    {
        var body = new GrowingBody(new MemoryBuffer(null), null, runAheadBytes: 1000);
        Write(body, 1500, pieces: 1500);
        var waiting = body.WaitForDemandAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        await body.ReadAsync(500, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        await body.ReadAsync(501, CancellationToken.None);

        await waiting;
    }

    [Fact(Timeout = 30_000)]
    public async Task WaitForDemandAsync_RunAheadIsLifted_GoesOn()
    {
        var body = new GrowingBody(new MemoryBuffer(null), null, runAheadBytes: 10);
        Write(body, 100, pieces: 100);
        var waiting = body.WaitForDemandAsync(CancellationToken.None);

        body.LiftRunAhead();

        await waiting;
    }

    [Theory]
    [InlineData(10, 5, false)]
    [InlineData(10, 6, true)]
    [InlineData(3, 1, false)]
    [InlineData(3, 2, true)]
    [InlineData(null, 1000, false)]
    public void IsOverHalf_Bytes_CountsAgainstTheDeclaredLength(int? declared, int bytes, bool over)
    {
        var body = new GrowingBody(new MemoryBuffer(declared), declared, long.MaxValue);

        Write(body, bytes, bytes);

        Assert.Equal(over, body.IsOverHalf);
    }

    [Fact(Timeout = 60_000)]
    public async Task ReadAsync_ManyReadersOnManyThreads_AllSeeTheSameBytes()
    {
        const int Length = 3_000_000;
        var body = new GrowingBody(new MemoryBuffer(null), null, runAheadBytes: 200_000);
        var readers = Enumerable
            .Range(0, 16)
            .Select(i => Task.Run(() => BodyCheck.ReadAsync(body, CancellationToken.None, offset: i * 1000)))
            .ToList();

        await Task.Run(async () =>
        {
            for (var written = 0; written < Length; )
            {
                await body.WaitForDemandAsync(CancellationToken.None);
                var piece = Math.Min(1 + (written % 5000), Length - written);
                Write(body, piece, piece, written);
                written += piece;
            }

            body.End(null);
        });

        Assert.All(await Task.WhenAll(readers), read => Assert.Equal((Length, null), read));
    }

    /// <summary>Writes as a transfer does.</summary>
    /// <returns>The memory taken for it.</returns>
    private static int Write(GrowingBody body, int length, int pieces, int from = 0)
    {
        var taken = 0;
        for (var written = 0; written < length; )
        {
            if (body.MissingBytes is > 0 and var missing)
            {
                taken += missing;
                body.Grow();
            }

            var room = body.Room().Span;
            var piece = Math.Min(Math.Min(pieces, room.Length), length - written);
            Content.Fill(room[..piece], from + written);
            Assert.True(body.AdvanceAsync(piece, CancellationToken.None).AsTask().IsCompletedSuccessfully);
            written += piece;
        }

        return taken;
    }
}
