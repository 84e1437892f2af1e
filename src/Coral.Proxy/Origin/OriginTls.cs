using System.Net.Security;
using System.Security.Authentication;

namespace Coral.Proxy.Origin;

/// <summary>
/// The TLS handshake with an origin: its certificate must hold for the host; HTTP/2 is offered first.
/// </summary>
public sealed class OriginTls
{
    private readonly RemoteCertificateValidationCallback? _validation;

    /// <summary>Trusts what the operating system trusts.</summary>
    public OriginTls()
        : this(null) { }

    /// <summary>Trusts what <paramref name="validation"/> says: for tests with certificates of their own.</summary>
    internal OriginTls(RemoteCertificateValidationCallback? validation)
    {
        _validation = validation;
    }

    /// <summary>Makes <paramref name="connection"/> a TLS connection to <paramref name="host"/>.</summary>
    /// <returns><see langword="null"/> when the handshake fails; the connection is closed then.</returns>
    internal async Task<SslStream?> HandshakeAsync(Stream connection, string host, CancellationToken cancellationToken)
    {
        var tls = new SslStream(connection, leaveInnerStreamOpen: false);
        var secured = false;
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                    RemoteCertificateValidationCallback = _validation,
                },
                cancellationToken
            );
            secured = true;
            return tls;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return null;
        }
        finally
        {
            if (!secured)
            {
                await tls.DisposeAsync();
            }
        }
    }
}
