using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;

namespace Coral.Core.Tests.Index;

public sealed class PointerTests
{
    [Theory]
    [InlineData("192.0.2.1:7400", false, 34)]
    [InlineData("[2001:db8::1]:7400", true, 86)]
    public void TryDecode_WhatEncodeWrote_IsTheSame(string address, bool complete, int length)
    {
        var contact = new NodeContact(
            new NodeId(Identifier.FromNumber(14)),
            NodeAddress.From(IPEndPoint.Parse(address)),
            new ServicePorts(7443, 8080, 53)
        );
        var pointer = complete
            ? new Pointer(contact, PointerFlags.Complete, new byte[32], 41_984)
            : new Pointer(contact, PointerFlags.None, default, 0);

        var bytes = pointer.Encode();
        var read = Pointer.TryDecode(bytes);

        Assert.Equal(length, bytes.Length);
        Assert.NotNull(read);
        Assert.Equal(contact, read.Contact);
        Assert.Equal(complete, read.IsComplete);
        Assert.Equal(pointer.Length, read.Length);
        Assert.Equal(pointer.Digest.ToArray(), read.Digest.ToArray());
    }

    [Fact]
    public void TryDecode_AnyShorterOrLongerBytes_Refuses()
    {
        var contact = new NodeContact(default, NodeAddress.FromIPv4(0x7F000001, 7400), default);
        var bytes = new Pointer(contact, PointerFlags.None, default, 0).Encode();

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(Pointer.TryDecode(bytes.AsSpan(0, length)));
        }

        Assert.Null(Pointer.TryDecode([.. bytes, 0]));
    }
}
