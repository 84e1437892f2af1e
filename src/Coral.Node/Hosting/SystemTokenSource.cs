using System.Security.Cryptography;
using Coral.Core.Identity;

namespace Coral.Node.Hosting;

/// <summary>The operating system's random numbers.</summary>
public sealed class SystemTokenSource : ITokenSource
{
    /// <inheritdoc />
    public void Fill(Span<byte> token) => RandomNumberGenerator.Fill(token);
}
