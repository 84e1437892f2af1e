using System.Net;
using System.Net.Sockets;
using Coral.Node.Hosting;

namespace Coral.Node.Tests.Hosting;

public sealed class ListenDiagnosisTests
{
    [Theory]
    [InlineData(80, SocketError.AccessDenied, "permission denied: ports below 1024 need root or CAP_NET_BIND_SERVICE")]
    [InlineData(8080, SocketError.AccessDenied, "permission denied: check the system's security policy")]
    [InlineData(80, SocketError.AddressAlreadyInUse, "the port is in use: stop the other process")]
    [InlineData(80, SocketError.AddressNotAvailable, "this machine does not have that address: add it to an interface")]
    [InlineData(80, SocketError.AddressFamilyNotSupported, "this machine has no IPv6: enable it")]
    public void Explain_AFailure_SaysWhatHappenedWhereAndWhatToDo(int port, SocketError error, string reason) =>
        Assert.Equal(
            $"cannot listen on 192.0.2.1:{port}: {reason}, or choose another with --http (Coral:Http)",
            ListenDiagnosis
                .Explain(
                    new IPEndPoint(IPAddress.Parse("192.0.2.1"), port),
                    SocketType.Stream,
                    "--http (Coral:Http)",
                    new SocketException((int)error)
                )
                .Message
        );
}
