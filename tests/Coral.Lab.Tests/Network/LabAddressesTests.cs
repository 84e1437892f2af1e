using System.Net;
using System.Net.Sockets;
using Coral.Lab.Network;

namespace Coral.Lab.Tests.Network;

public sealed class LabAddressesTests
{
    [Fact]
    public void Take_WhileAnotherHasThem_TakesTheNext()
    {
        using var one = LabAddresses.Take();
        using var other = LabAddresses.Take();

        Assert.NotEqual(one.Origin, other.Origin);
        Assert.NotEqual(one.Address(1, 1), other.Address(1, 1));
        Assert.True(IPAddress.IsLoopback(one.Origin) && IPAddress.IsLoopback(other.Address(50, 50)));
    }

    [Fact]
    public void FreePort_OfAFreeOne_IsTheOneWanted()
    {
        using var addresses = LabAddresses.Take();
        var wanted = addresses.FreePort(0);

        Assert.Equal(wanted, addresses.FreePort(wanted));
    }

    [Fact]
    public void FreePort_OfATakenOne_IsAnother()
    {
        using var addresses = LabAddresses.Take();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Any, 0));
        taken.Listen();
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        Assert.NotEqual(port, addresses.FreePort(port));
    }
}
