using Coral.Core.Network;

namespace Coral.Core.Tests.Network;

/// <summary>What every <see cref="IDatagramTransport"/> promises. Each implementation derives one class.</summary>
public abstract class DatagramTransportConformance
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Send_ToAPeer_ArrivesWholeWithItsSource() =>
        Run(
            async (one, other) =>
            {
                var buffer = new byte[one.MaxDatagramBytes];
                await one.SendAsync(other.LocalAddress, new byte[] { 1, 2, 3 }, Token);
                var received = await other.ReceiveAsync(buffer, Token);

                Assert.Equal(new ReceivedDatagram(one.LocalAddress, 3), received);
                Assert.Equal([1, 2, 3], buffer[..3]);
            }
        );

    [Fact]
    public void Send_TheBufferIsChangedAfterwards_WhatWasSentArrives() =>
        Run(
            async (one, other) =>
            {
                var sent = new byte[] { 1 };
                var buffer = new byte[one.MaxDatagramBytes];
                await one.SendAsync(other.LocalAddress, sent, Token);
                sent[0] = 9;
                await other.ReceiveAsync(buffer, Token);

                Assert.Equal(1, buffer[0]);
            }
        );

    [Fact]
    public void Send_TooLong_IsTheCallersFault() =>
        Run(
            async (one, other) =>
                await Assert.ThrowsAsync<ArgumentException>(async () =>
                    await one.SendAsync(other.LocalAddress, new byte[one.MaxDatagramBytes + 1], Token)
                )
        );

    [Fact]
    public void Send_TheLongest_Arrives() =>
        Run(
            async (one, other) =>
            {
                var buffer = new byte[one.MaxDatagramBytes];
                await one.SendAsync(other.LocalAddress, new byte[one.MaxDatagramBytes], Token);

                Assert.Equal(one.MaxDatagramBytes, (await other.ReceiveAsync(buffer, Token)).Length);
            }
        );

    [Fact]
    public void Receive_IntoTooSmallABuffer_DropsAndTakesTheNext() =>
        Run(
            async (one, other) =>
            {
                var buffer = new byte[2];
                await one.SendAsync(other.LocalAddress, new byte[] { 1, 2, 3 }, Token);
                await one.SendAsync(other.LocalAddress, new byte[] { 4 }, Token);

                Assert.Equal(1, (await other.ReceiveAsync(buffer, Token)).Length);
                Assert.Equal(4, buffer[0]);
            }
        );

    [Fact]
    public void Receive_Cancelled_Ends() =>
        Run(
            async (one, _) =>
            {
                using var stop = new CancellationTokenSource();
                var receiving = one.ReceiveAsync(new byte[10], stop.Token).AsTask();
                stop.Cancel();

                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
            }
        );

    /// <summary>Gives a story two ends that reach each other and lose nothing.</summary>
    protected abstract void Run(Func<IDatagramTransport, IDatagramTransport, Task> story);
}
