using Coral.Core.Network;

namespace Coral.Core.Tests.Network;

/// <summary>What every <see cref="IDatagramTransport"/> promises. Each implementation derives one class.</summary>
/// <remarks>
/// The network between the two ends of a story loses nothing of its own: what is missing, the transport lost.
/// </remarks>
public abstract class DatagramTransportConformance
{
    private readonly byte[] _buffer = new byte[2_000];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public Task Send_OfADatagram_ArrivesWholeAndNamesItsSource() =>
        RunAsync(
            async (a, b) =>
            {
                await a.SendAsync(b.LocalAddress, new byte[] { 1, 2, 3 }, Token);

                Assert.Equal(new ReceivedDatagram(a.LocalAddress, 3), await b.ReceiveAsync(_buffer, Token));
                Assert.Equal([1, 2, 3], _buffer[..3]);
            }
        );

    [Fact(Timeout = 30_000)]
    public Task Send_ToTheSourceOfADatagram_ReachesTheSender() =>
        RunAsync(
            async (a, b) =>
            {
                await a.SendAsync(b.LocalAddress, new byte[] { 1 }, Token);
                var question = await b.ReceiveAsync(_buffer, Token);
                await b.SendAsync(question.Source, new byte[] { 2, 2 }, Token);

                Assert.Equal(new ReceivedDatagram(b.LocalAddress, 2), await a.ReceiveAsync(_buffer, Token));
            }
        );

    [Theory(Timeout = 30_000)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_200)]
    public Task Send_OfAnyLengthUpToTheLargest_ArrivesWhole(int length) =>
        RunAsync(
            async (a, b) =>
            {
                var datagram = new byte[length];
                new Random(length).NextBytes(datagram);
                await a.SendAsync(b.LocalAddress, datagram, Token);
                var received = await b.ReceiveAsync(_buffer, Token);

                Assert.Equal(datagram, _buffer[..received.Length]);
            }
        );

    [Fact(Timeout = 30_000)]
    public Task Send_OfMoreThanTheLargest_IsTheCallersFault() =>
        RunAsync(
            async (a, b) =>
                await Assert.ThrowsAsync<ArgumentException>(async () =>
                    await a.SendAsync(b.LocalAddress, new byte[a.MaxDatagramBytes + 1], Token)
                )
        );

    [Fact(Timeout = 30_000)]
    public Task Send_FromABufferThatIsUsedAgain_ArrivesAsItWasWhenSent() =>
        RunAsync(
            async (a, b) =>
            {
                var buffer = new byte[1];
                for (byte i = 0; i < 50; i++)
                {
                    buffer[0] = i;
                    await a.SendAsync(b.LocalAddress, buffer, Token);
                }

                var arrived = new List<byte>();
                for (var i = 0; i < 50; i++)
                {
                    await b.ReceiveAsync(_buffer, Token);
                    arrived.Add(_buffer[0]);
                }

                Assert.Equal(Enumerable.Range(0, 50), arrived.Order().Select(value => (int)value));
            }
        );

    [Fact(Timeout = 30_000)]
    public Task Send_WhereNobodyListens_IsLossAndNothingMore() =>
        RunAsync(
            async (a, b) =>
            {
                var nobody = b.LocalAddress;
                await b.DisposeAsync();
                for (var i = 0; i < 3; i++)
                {
                    await a.SendAsync(nobody, new byte[] { 1 }, Token);
                }

                await a.SendAsync(a.LocalAddress, new byte[] { 7 }, Token);
                await a.ReceiveAsync(_buffer, Token);
                Assert.Equal(7, _buffer[0]);
            }
        );

    [Fact(Timeout = 30_000)]
    public Task Receive_IntoABufferTooSmall_DropsTheDatagramAndTakesTheNext() =>
        RunAsync(
            async (a, b) =>
            {
                await a.SendAsync(b.LocalAddress, new byte[] { 1, 1, 1 }, Token);
                await a.SendAsync(b.LocalAddress, new byte[] { 2, 2 }, Token);

                Assert.Equal(2, (await b.ReceiveAsync(_buffer.AsMemory(0, 2), Token)).Length);
                Assert.Equal(2, _buffer[0]);
            }
        );

    [Fact(Timeout = 30_000)]
    public Task Receive_BeforeTheSend_WaitsForIt() =>
        RunAsync(
            async (a, b) =>
            {
                var waiting = b.ReceiveAsync(_buffer, Token);
                Assert.False(waiting.IsCompleted);
                await a.SendAsync(b.LocalAddress, new byte[] { 1 }, Token);

                Assert.Equal(1, (await waiting).Length);
            }
        );

    [Fact(Timeout = 30_000)]
    public Task Receive_WhileAnotherWaits_IsTheCallersFault() =>
        RunAsync(
            async (a, b) =>
            {
                var waiting = b.ReceiveAsync(_buffer, Token);
                await Assert.ThrowsAsync<InvalidOperationException>(async () =>
                    await b.ReceiveAsync(new byte[1], Token)
                );

                await a.SendAsync(b.LocalAddress, new byte[] { 1 }, Token);
                Assert.Equal(1, (await waiting).Length);
            }
        );

    [Fact(Timeout = 30_000)]
    public Task Receive_Cancelled_Ends_AndTheNextReceiveWorks() =>
        RunAsync(
            async (a, b) =>
            {
                using var cancellation = new CancellationTokenSource();
                var waiting = b.ReceiveAsync(_buffer, cancellation.Token);
                cancellation.Cancel();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);

                await a.SendAsync(b.LocalAddress, new byte[] { 9 }, Token);
                Assert.Equal(1, (await b.ReceiveAsync(_buffer, Token)).Length);
            }
        );

    [Fact(Timeout = 30_000)]
    public Task Dispose_WhileSomebodyReceives_EndsTheWait() =>
        RunAsync(
            async (_, b) =>
            {
                var waiting = b.ReceiveAsync(_buffer, Token);
                await b.DisposeAsync();

                await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting);
            }
        );

    [Fact(Timeout = 30_000)]
    public Task Dispose_Twice_EndsSendingAndReceiving() =>
        RunAsync(
            async (a, b) =>
            {
                await b.DisposeAsync();
                await b.DisposeAsync();

                await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
                    await b.SendAsync(a.LocalAddress, new byte[1], Token)
                );
                await Assert.ThrowsAsync<ObjectDisposedException>(async () => await b.ReceiveAsync(_buffer, Token));
            }
        );

    /// <summary>Opens two transports that reach each other, runs the story on them, and disposes both.</summary>
    protected abstract Task RunAsync(Func<IDatagramTransport, IDatagramTransport, Task> story);
}
