using Coral.Testing.Time;
using Coral.Transport.WideArea;

namespace Coral.Transport.Tests.WideArea;

public sealed class PacedPipeTests
{
    private const int WindowBytes = 4_000;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(40);

    private readonly ManualTimeProvider _clock = new();
    private readonly byte[] _buffer = new byte[10_000];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Read_OfWhatWasWritten_GetsItAfterPaceAndDelayAndNotBefore()
    {
        using var pipe = Create(bitsPerSecond: 80_000);
        var writing = pipe.WriteAsync(Bytes(1_000), Token).AsTask();
        var reading = pipe.ReadAsync(_buffer, Token).AsTask();
        await AdvanceAsync(100);
        await writing;
        await _clock.UntilArmedAsync(Delay);
        Assert.False(reading.IsCompleted);
        _clock.Advance(Delay);

        Assert.Equal(1_000, await reading);
        Assert.Equal(Bytes(1_000), _buffer[..1_000]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Read_OfPiecesWrittenApart_GetsThemAsFarApart()
    {
        using var pipe = Create();
        await pipe.WriteAsync(new byte[] { 1 }, Token);
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        await pipe.WriteAsync(new byte[] { 2 }, Token);
        _clock.Advance(TimeSpan.FromMilliseconds(30));

        Assert.Equal(1, await pipe.ReadAsync(_buffer, Token));
        Assert.Equal(1, _buffer[0]);
        var second = pipe.ReadAsync(_buffer, Token).AsTask();
        await AdvanceAsync(10);
        Assert.Equal(1, await second);
        Assert.Equal(2, _buffer[0]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Read_IntoSmallBuffers_GetsEverythingInOrder()
    {
        using var pipe = Create();
        await pipe.WriteAsync(Bytes(2_000), Token);
        pipe.Complete(fault: null);
        _clock.Advance(Delay);
        Assert.Equal(0, await pipe.ReadAsync(Memory<byte>.Empty, Token));

        var got = new List<byte>();
        int length;
        while ((length = await pipe.ReadAsync(_buffer.AsMemory(0, 7), Token)) > 0)
        {
            got.AddRange(_buffer[..length]);
        }

        Assert.Equal(Bytes(2_000), got);
    }

    [Fact(Timeout = 30_000)]
    public async Task Write_OfMoreThanTheWindow_WaitsForTheReader()
    {
        using var pipe = Create();
        var writing = pipe.WriteAsync(Bytes(9_000), Token).AsTask();
        Assert.False(writing.IsCompleted);
        _clock.Advance(Delay);
        Assert.False(writing.IsCompleted);

        var got = 0;
        while (got < 9_000)
        {
            var reading = pipe.ReadAsync(_buffer, Token).AsTask();
            while (!reading.IsCompleted)
            {
                await Task.WhenAny(reading, _clock.UntilArmedAsync(Delay));
                _clock.Advance(Delay);
            }

            got += await reading;
        }

        await writing;
        Assert.Equal(9_000, got);
    }

    [Fact(Timeout = 30_000)]
    public async Task Complete_AfterBytes_ArrivesAfterThem()
    {
        using var pipe = Create();
        await pipe.WriteAsync(new byte[] { 1 }, Token);
        _clock.Advance(TimeSpan.FromMilliseconds(30));
        pipe.Complete(fault: null);
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal(1, await pipe.ReadAsync(_buffer, Token));

        var end = pipe.ReadAsync(_buffer, Token).AsTask();
        await AdvanceAsync(30);
        Assert.Equal(0, await end);
        Assert.Equal(0, await pipe.ReadAsync(_buffer, Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task Complete_WithAFault_IsThrownAfterTheBytes()
    {
        using var pipe = Create();
        await pipe.WriteAsync(new byte[] { 1 }, Token);
        pipe.Complete(new IOException("reset"));
        _clock.Advance(Delay);

        Assert.Equal(1, await pipe.ReadAsync(_buffer, Token));
        Assert.Equal("reset", (await Assert.ThrowsAsync<IOException>(ReadAsync)).Message);

        async Task ReadAsync() => await pipe.ReadAsync(_buffer, Token);
    }

    [Fact(Timeout = 30_000)]
    public async Task Break_WhileBothEndsWait_FailsBothAndLosesBytesInFlight()
    {
        using var pipe = Create();
        var writing = pipe.WriteAsync(Bytes(9_000), Token).AsTask();
        var reading = pipe.ReadAsync(_buffer, Token).AsTask();
        await _clock.UntilArmedAsync(Delay);
        pipe.Break(new IOException("reset"));

        Assert.Equal("reset", (await Assert.ThrowsAsync<IOException>(() => reading)).Message);
        Assert.Equal("reset", (await Assert.ThrowsAsync<IOException>(() => writing)).Message);
        await Assert.ThrowsAsync<IOException>(async () => await pipe.WriteAsync(Bytes(1), Token));
        await Assert.ThrowsAsync<IOException>(async () => await pipe.ReadAsync(_buffer, Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task Read_Cancelled_LosesNothing()
    {
        using var pipe = Create();
        await pipe.WriteAsync(Bytes(5), Token);
        using var cancellation = new CancellationTokenSource();
        var reading = pipe.ReadAsync(_buffer, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        _clock.Advance(Delay);

        Assert.Equal(5, await pipe.ReadAsync(_buffer, Token));
        Assert.Equal(Bytes(5), _buffer[..5]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Write_Cancelled_Ends()
    {
        using var pipe = Create();
        using var cancellation = new CancellationTokenSource();
        var writing = pipe.WriteAsync(Bytes(9_000), cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    [Fact(Timeout = 30_000)]
    public async Task Write_OfTwoPipesOnOneLink_TakesTurns()
    {
        var link = new PacedLink(81_920, _clock);
        using var one = new PacedPipe(link, TimeSpan.Zero, 1 << 20, _clock);
        using var other = new PacedPipe(link, TimeSpan.Zero, 1 << 20, _clock);
        var writing = Task.WhenAll(
            one.WriteAsync(Bytes(10_240), Token).AsTask(),
            other.WriteAsync(Bytes(10_240), Token).AsTask()
        );

        // A piece of 1,024 bytes takes 100 ms; after 10 of 20 each has had 5.
        for (var piece = 0; piece < 10; piece++)
        {
            await AdvanceAsync(100);
        }

        await _clock.UntilArmedAsync(TimeSpan.FromMilliseconds(200));
        Assert.Equal((5_120, 5_120), (await DrainAsync(one), await DrainAsync(other)));
        Assert.False(writing.IsCompleted);

        for (var piece = 10; piece < 20; piece++)
        {
            await AdvanceAsync(100);
        }

        await writing;
    }

    private async Task<int> DrainAsync(PacedPipe pipe)
    {
        var got = 0;
        while (true)
        {
            var reading = pipe.ReadAsync(_buffer, Token);
            if (!reading.IsCompleted)
            {
                pipe.Complete(fault: null);
            }

            var length = await reading;
            if (length == 0)
            {
                return got;
            }

            got += length;
        }
    }

    private PacedPipe Create(long bitsPerSecond = 1_000_000_000) =>
        new(new PacedLink(bitsPerSecond, _clock), Delay, WindowBytes, _clock);

    private async Task AdvanceAsync(int milliseconds)
    {
        await _clock.UntilArmedAsync(TimeSpan.FromMilliseconds(milliseconds));
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
