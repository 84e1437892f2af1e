using Coral.Caching.Http;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Time;
using Coral.Simulation.Web;

namespace Coral.Simulation.Tests.Web;

/// <summary>A few hosts, 100 ms from one another, and an origin with one file.</summary>
internal sealed class WebFixture
{
    public const int Origin = 4;

    /// <summary>The round trip between hosts, without the time that lines take.</summary>
    public static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(100);

    public WebFixture(WebConditions? conditions = null)
    {
        var map = new UniformMap(Origin + 1, RoundTrip);
        Web = new SimulatedWeb(Clock, map, conditions ?? Fast, new Random(5));
        Site = new SimulatedOrigin(Web);
        Network = new SimulatedNetwork(Clock, map, NetworkConditions.Perfect, new Random(6));
        Peers = new SimulatedPeers(Web, Network);
        new Random(7).NextBytes(Content);
        Key = Site.Add("/a", Content);
    }

    /// <summary>Lines so fast that only distances take time.</summary>
    public static WebConditions Fast { get; } = new() { NodeBitsPerSecond = 1L << 50, OriginBitsPerSecond = 1L << 50 };

    public VirtualClock Clock { get; } = new();

    public SimulatedWeb Web { get; }

    public SimulatedOrigin Site { get; }

    public SimulatedNetwork Network { get; }

    public SimulatedPeers Peers { get; }

    public byte[] Content { get; } = new byte[41_984];

    public CacheKey Key { get; }

    public CacheRequest Request => new(Key, IsHead: false, FieldList.Empty);

    public CacheRequest RequestWith(params ReadOnlySpan<(string Name, string Value)> fields) =>
        Request with
        {
            Fields = FieldList.Of(fields),
        };

    /// <summary>Reads to the end.</summary>
    /// <returns>The bytes, the end of the body, and the time of the first byte.</returns>
    public async Task<(byte[] Bytes, FetchFailure? Failure, TimeSpan First)> ReadAsync(IOriginBody body)
    {
        var (bytes, first) = (new MemoryStream(), TimeSpan.Zero);
        var buffer = new byte[10_000];
        while (true)
        {
            var read = await body.ReadAsync(buffer, CancellationToken.None);
            first = first == TimeSpan.Zero ? Clock.Elapsed : first;
            if (read.Bytes == 0)
            {
                return (bytes.ToArray(), read.Failure, first);
            }

            bytes.Write(buffer, 0, read.Bytes);
        }
    }
}
