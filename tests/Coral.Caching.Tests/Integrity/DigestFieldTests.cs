using System.Security.Cryptography;
using System.Text;
using Coral.Caching.Integrity;

namespace Coral.Caching.Tests.Integrity;

/// <summary><c>Repr-Digest</c> and <c>Content-Digest</c> as RFC 9530 and RFC 9651 write them.</summary>
public sealed class DigestFieldTests
{
    /// <summary>RFC 9530, appendix B.1: the digest of <c>{"hello": "world"}</c> and a line feed.</summary>
    private const string Example = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";

    [Fact]
    public void Parse_ExampleOfTheRfc_IsThatHash()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("{\"hello\": \"world\"}\n"));

        Assert.Equal(hash, DigestField.Parse(Example)[HashAlgorithmName.SHA256]);
        Assert.Equal(Example, DigestField.Format(hash));
    }

    [Theory]
    [InlineData("md5=:AAAA:, {0}")]
    [InlineData("{0},sha-512=:AAAA:")]
    [InlineData("  {0};q=1 ,\tunixsum=:AAAA:")]
    [InlineData("a=(1 2);b, {0}, c=\"x,y\"")]
    [InlineData("sha-256=:AAAA:, {0}")]
    [InlineData("sha-256, {0}")]
    public void Parse_AmongOthers_IsFound(string format)
    {
        var digests = DigestField.Parse(format.Replace("{0}", Example, StringComparison.Ordinal));

        Assert.Equal([HashAlgorithmName.SHA256], digests.Keys);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("=")]
    [InlineData("sha-256")]
    [InlineData("sha-256=")]
    [InlineData("sha-256=:")]
    [InlineData("sha-256=::")]
    [InlineData("sha-256=:AAAA:")]
    [InlineData("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=")]
    [InlineData("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:x")]
    [InlineData("sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=")]
    [InlineData("sha-256=:\u00e4\u00f6\u00fc:")]
    [InlineData("SHA-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:")]
    public void Parse_NoDigest_IsNone(string? field) => Assert.Empty(DigestField.Parse(field));

    [Fact]
    public void Parse_OneBrokenMember_CostsTheField() => Assert.Empty(DigestField.Parse($"{Example}, sha-512=:AAAA"));

    [Fact]
    public void Parse_RandomText_NeverThrows()
    {
        var random = new Random(1);
        const string Alphabet = "sha-256=:,; \tAZ/+q\"\\\u00ff";
        for (var i = 0; i < 20_000; i++)
        {
            DigestField.Parse(new string(random.GetItems<char>(Alphabet, random.Next(80))));
        }
    }
}
