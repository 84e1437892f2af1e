using Coral.Index.Tests.Fixtures;

namespace Coral.Index.Tests.Messages;

/// <summary>Mutated datagrams that pass the seal: those that a hostile member could send.</summary>
public sealed class MessageFuzzTests
{
    private const int Seed = 20_040_329;
    private const int Mutations = 200_000;

    [Fact]
    public void TryRead_OnMutatedMessages_NeverThrowsAndNeverReadsTwoWays()
    {
        var random = new Random(Seed);
        var samples = Samples.All.Values.Select(d => d[..^16]).ToArray();
        var decoded = new Decoded();
        var refused = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var message = Mutate(samples, random);
            refused += decoded.TryRead(message) ? 0 : 1;
        }

        // Most mutations break the form; some only change a number. Both must be there, or the fuzzer tests nothing.
        Assert.InRange(refused, Mutations / 4, Mutations - (Mutations / 100));
    }

    [Fact]
    public void TryRead_OnNoise_NeverThrows()
    {
        var random = new Random(Seed);
        var decoded = new Decoded();
        var bytes = new byte[1200];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            bytes[0] = (byte)(0xA0 | (bytes[0] & 0x1F));
            Assert.False(decoded.TryRead(bytes.AsSpan(0, random.Next(bytes.Length))));
        }
    }

    private static byte[] Mutate(byte[][] samples, Random random)
    {
        var message = samples[random.Next(samples.Length)].ToList();
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var at = random.Next(message.Count);
            switch (random.Next(6))
            {
                case 0:
                    message[at] = (byte)random.Next(256);
                    break;
                case 1:
                    message[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    message.Insert(at, (byte)random.Next(256));
                    break;
                case 3 when message.Count > 1:
                    message.RemoveAt(at);
                    break;
                case 4:
                    var other = samples[random.Next(samples.Length)];
                    message.InsertRange(at, other.AsSpan(random.Next(other.Length)).ToArray());
                    break;
                default:
                    message.RemoveRange(at, random.Next(message.Count - at));
                    message.Add(0);
                    break;
            }
        }

        return [.. message];
    }
}
