using System.Security.Cryptography;
using Coral.Core.Identity;

namespace Coral.Transport.Tests.Fixtures;

internal sealed class TestTokens : ITokenSource
{
    public void Fill(Span<byte> token) => RandomNumberGenerator.Fill(token);
}
