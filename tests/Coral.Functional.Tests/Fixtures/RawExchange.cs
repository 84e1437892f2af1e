using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>Sends bytes that no well-behaved client would, and reads what comes back.</summary>
internal static class RawExchange
{
    /// <summary>
    /// Sends <paramref name="request"/>, which should ask for the connection to be closed, and reads to its end.
    /// </summary>
    /// <returns>Everything that came, as Latin-1; what came before a reset.</returns>
    public static async Task<string> SendAsync(IPEndPoint endPoint, string request)
    {
        var token = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(endPoint, token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), token);
        using var received = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, token)) > 0; )
            {
                received.Write(buffer, 0, read);
            }
        }
        catch (IOException) { }

        return Encoding.Latin1.GetString(received.ToArray());
    }
}
