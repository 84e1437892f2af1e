using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;

namespace Coral.Index.Tests.Fixtures;

/// <summary>Nodes and keys for tests: small numbers as the paper's figure has them, or drawn from a seed.</summary>
internal static class Points
{
    public static NodeContact Node(ulong number) =>
        new(new NodeId(Identifier.FromNumber(number)), NodeAddress.FromIPv4(0x0A000000 + (uint)number, 7400), default);

    public static Key Key(ulong number) => new(Identifier.FromNumber(number));

    public static Identifier Draw(Random random)
    {
        Span<byte> bytes = stackalloc byte[Identifier.ByteCount];
        random.NextBytes(bytes);
        return Identifier.Read(bytes);
    }

    public static NodeContact Draw(Random random, uint address) =>
        new(new NodeId(Draw(random)), NodeAddress.FromIPv4(0x0A000000 + address, 7400), default);
}
