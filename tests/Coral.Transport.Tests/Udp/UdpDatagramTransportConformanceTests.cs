using Coral.Core.Network;
using Coral.Core.Tests.Network;
using Coral.Transport.Tests.Fixtures;

namespace Coral.Transport.Tests.Udp;

/// <summary>The same promises on each kind of socket.</summary>
public abstract class UdpDatagramTransportConformanceTests(string address) : DatagramTransportConformance
{
    protected override async Task RunAsync(Func<IDatagramTransport, IDatagramTransport, Task> story)
    {
        await using var a = Sockets.Open(address);
        await using var b = Sockets.Open(address);
        await story(a, b);
    }

    public sealed class OverIPv4() : UdpDatagramTransportConformanceTests("127.0.0.1");

    public sealed class OverIPv6() : UdpDatagramTransportConformanceTests("::1");
}
