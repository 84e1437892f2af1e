using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Simulation.Invariants;
using Coral.Simulation.Scenarios;
using Coral.Simulation.Time;

namespace Coral.Simulation.Tests.Scenarios;

public sealed class BodyCheckTests
{
    private readonly VirtualClock _clock = new();

    [Fact]
    public void Read_OfTheRightBytes_SaysWhenTheFirstWasThere() =>
        Assert.Equal(TimeSpan.Zero, Read([1, 2, 3], StoredBody.Of(new byte[] { 1, 2, 3 })));

    [Fact]
    public void Read_OfWrongBytes_Throws() =>
        Assert.Throws<InvariantException>(() => Read([1, 2, 3], StoredBody.Of(new byte[] { 1, 2, 4 })));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Read_OfAnotherLength_Throws(int length) =>
        Assert.Throws<InvariantException>(() => Read(new byte[3], StoredBody.Of(new byte[length])));

    [Fact]
    public void Read_OfABodyThatBreaksOff_SaysSo() => Assert.Null(Read([1, 2, 3], new Broken()));

    private TimeSpan? Read(byte[] content, IBodyReader body) =>
        _clock.Run(() => BodyCheck.ReadAsync(body, content, _clock, CancellationToken.None));

    private sealed class Broken : IBodyReader
    {
        public long? Length => 3;

        public ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new BodySlice(default, FetchFailure.ConnectionLost));

        /// <inheritdoc />
        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
