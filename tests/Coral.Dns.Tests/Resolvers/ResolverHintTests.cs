using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Resolvers;

namespace Coral.Dns.Tests.Resolvers;

public sealed class ResolverHintTests
{
    private static readonly NodeContact Node = new(
        NodeId.OfPublicKey([1]),
        NodeAddress.From(IPAddress.Parse("192.0.2.1"), 7400),
        new ServicePorts(1, 8080, 53)
    );

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(19_999)]
    [InlineData(4_294_967_295)]
    public void TryDecode_WhatWasEncoded_IsTheSame(long microseconds)
    {
        var hint = new ResolverHint(Node, TimeSpan.FromMicroseconds(microseconds));

        Assert.Equal(hint, ResolverHint.TryDecode(hint.Encode()));
    }

    [Fact]
    public void TryDecode_AnythingElse_IsRefused()
    {
        var bytes = new ResolverHint(Node, TimeSpan.FromMilliseconds(5)).Encode();
        var digest = new byte[32];

        Assert.All(
            Enumerable.Range(0, bytes.Length),
            length => Assert.Null(ResolverHint.TryDecode(bytes.AsSpan(0, length)))
        );
        Assert.Null(ResolverHint.TryDecode([.. bytes, 0]));
        Assert.Null(ResolverHint.TryDecode([.. bytes[..4], .. PointerTo(PointerFlags.Complete, Node, digest)]));
        var nowhere = Node with { Address = default };
        Assert.Null(ResolverHint.TryDecode([.. bytes[..4], .. PointerTo(PointerFlags.None, nowhere, default)]));
    }

    private static byte[] PointerTo(PointerFlags flags, NodeContact node, ReadOnlyMemory<byte> digest) =>
        new Pointer(node, flags, digest, Length: 0).Encode();
}
