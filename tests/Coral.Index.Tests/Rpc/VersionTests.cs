using System.Diagnostics.Metrics;
using Coral.Index.Messages;
using Coral.Index.Tests.Fixtures;
using Coral.Index.Wire;

namespace Coral.Index.Tests.Rpc;

/// <summary>Nodes of this version and of a later one meet (docs/protocol.md, "Versions").</summary>
public sealed class VersionTests
{
    private const int LaterVersion = 2;

    [Fact]
    public async Task Receive_OfALaterVersion_IsCountedAndDropped()
    {
        await using var lone = new LoneNode([new byte[32]]);
        using var dropped = new Drops(lone);
        var ping = Samples.All["ping"].ToArray();
        Assert.Equal(MessageHeader.Version, ping[2]);
        ping[2] = LaterVersion;

        lone.Node.Dispatcher.Receive(Samples.Contact.Address, lone.Sealed(ping));

        Assert.Equal(0, lone.Sent);
        Assert.Equal(["version"], dropped.Reasons);
    }

    [Fact]
    public async Task Receive_OfALaterVersionInAnotherShape_IsCountedAndDropped()
    {
        await using var lone = new LoneNode([new byte[32]]);
        using var dropped = new Drops(lone);

        // {0: 2, 1: "ping"}: all that a later version must keep is key 0.
        byte[] message = [0xA2, 0x00, LaterVersion, 0x01, 0x64, .. "ping"u8, .. new byte[DatagramSeal.TagBytes]];
        lone.Node.Dispatcher.Receive(Samples.Contact.Address, lone.Sealed(message));

        Assert.Equal(0, lone.Sent);
        Assert.Equal(["version"], dropped.Reasons);
    }

    [Fact]
    public async Task Receive_OfThisVersionFromANodeThatKnowsALaterOne_IsAnsweredInThisVersion()
    {
        await using var lone = new LoneNode([new byte[32]]);
        lone.Introduce();
        using var dropped = new Drops(lone);

        lone.Node.Dispatcher.Receive(Samples.Contact.Address, lone.Sealed(PingThatKnows(LaterVersion)));

        Assert.Equal(1, lone.Sent);
        Assert.Empty(dropped.Reasons);
        Assert.True(lone.Seal.TryOpen(lone.LastDatagram, out var message));
        Assert.Equal(MessageHeader.Version, message[2]);
    }

    /// <summary>A ping of this version with key 7: the highest version that its sender knows.</summary>
    private static byte[] PingThatKnows(ulong version)
    {
        var buffer = new byte[1200];
        var writer = new CborWriter(buffer);
        var request = new PingRequest(Samples.Key);
        Samples.Header(MessageType.Ping).Write(ref writer, clusters: null, request.Pairs + 1);
        writer.UInt(7);
        writer.UInt(version);
        request.Write(ref writer);
        return buffer[..(writer.Length + DatagramSeal.TagBytes)];
    }

    /// <summary>The reasons for which a node drops datagrams.</summary>
    private sealed class Drops : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Drops(LoneNode node)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == node.Meter && instrument.Name == "coral.index.dropped")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Reasons.Add($"{tags[0].Value}"));
            _listener.Start();
        }

        public List<string> Reasons { get; } = [];

        public void Dispose() => _listener.Dispose();
    }
}
