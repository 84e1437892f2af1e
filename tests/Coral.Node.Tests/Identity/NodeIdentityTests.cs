using System.Runtime.Versioning;
using System.Security.Cryptography;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Coral.Node.Tests.Fixtures;

namespace Coral.Node.Tests.Identity;

[SupportedOSPlatform("linux")]
public sealed class NodeIdentityTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    [Fact]
    public void LoadOrCreate_Twice_IsTheSameNode()
    {
        using var folder = DataFolder.Open(_temporary.Path);
        using var first = NodeIdentity.LoadOrCreate(folder);
        using var second = NodeIdentity.LoadOrCreate(folder);

        Assert.Equal(first.Id, second.Id);
        byte[] data = [1, 2, 3];
        var signature = second.Key.SignData(data, HashAlgorithmName.SHA256);
        Assert.True(first.Key.VerifyData(data, signature, HashAlgorithmName.SHA256));
    }

    [Fact]
    public void LoadOrCreate_InTwoFolders_AreTwoNodes()
    {
        using var a = DataFolder.Open(_temporary["a"]);
        using var b = DataFolder.Open(_temporary["b"]);
        using var first = NodeIdentity.LoadOrCreate(a);
        using var second = NodeIdentity.LoadOrCreate(b);

        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public void Fingerprint_OfAnIdentity_BeginsWithItsIdAndIsTheDigestOfThePublicKey()
    {
        using var identity = NodeIdentity.Create();

        Assert.StartsWith($"{identity.Id}", identity.Fingerprint);
        Assert.Equal(
            identity.Fingerprint,
            Convert.ToHexStringLower(SHA256.HashData(identity.Key.ExportSubjectPublicKeyInfo()))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void TryLoad_OfSomethingElse_SaysWhatToDo(string text)
    {
        WriteIdentity(text);

        Assert.Equal(
            $"{_temporary[NodeIdentity.FileName]} is damaged: it holds no P-256 private key in PEM; "
                + "restore it from a copy, or remove it, and the next start makes a new identity",
            Assert.Throws<NodeStartException>(() => NodeIdentity.TryLoad(_temporary.Path)).Message
        );
    }

    [Fact]
    public void TryLoad_OfAnotherCurveOrAPublicKey_IsRefused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        WriteIdentity(other.ExportPkcs8PrivateKeyPem());
        Assert.Throws<NodeStartException>(() => NodeIdentity.TryLoad(_temporary.Path));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WriteIdentity(key.ExportSubjectPublicKeyInfoPem());
        Assert.Throws<NodeStartException>(() => NodeIdentity.TryLoad(_temporary.Path));
    }

    /// <summary>Cut anywhere, or with any byte changed: the same node, or a line that says what to do.</summary>
    [Fact]
    public void TryLoad_OfADamagedKey_IsTheSameNodeOrIsRefused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var whole = key.ExportPkcs8PrivateKeyPem() + "\n";
        var id = LoadOrNull(whole);
        Assert.NotNull(id);
        var random = new Random(20_051_116);
        for (var i = 0; i < 300; i++)
        {
            var damaged = whole.ToCharArray();
            damaged[random.Next(damaged.Length)] = (char)random.Next(1, 127);
            AssertSameOrNull(new string(damaged));
            AssertSameOrNull(whole[..random.Next(whole.Length)]);
        }

        void AssertSameOrNull(string text)
        {
            var found = LoadOrNull(text);
            Assert.True(found is null || found == id, text);
        }

        string? LoadOrNull(string text)
        {
            WriteIdentity(text);
            try
            {
                using var identity = NodeIdentity.TryLoad(_temporary.Path);
                return identity!.Fingerprint;
            }
            catch (NodeStartException refused)
            {
                Assert.Contains("the next start makes a new identity", refused.Message);
                return null;
            }
        }
    }

    [Fact]
    public void TryLoad_OfAFolderInItsPlace_IsRefused()
    {
        Directory.CreateDirectory(_temporary[NodeIdentity.FileName]);

        Assert.Contains(
            "is damaged",
            Assert.Throws<NodeStartException>(() => NodeIdentity.TryLoad(_temporary.Path)).Message
        );
    }

    [Fact]
    public void TryLoad_OfAKeyThatOthersMayRead_IsRefused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WriteIdentity(key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(_temporary[NodeIdentity.FileName], UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.Contains(
            "chmod 600",
            Assert.Throws<NodeStartException>(() => NodeIdentity.TryLoad(_temporary.Path)).Message
        );
    }

    [Fact]
    public void TryLoad_OfAFolderWithoutOne_IsNone() => Assert.Null(NodeIdentity.TryLoad(_temporary.Path));

    public void Dispose() => _temporary.Dispose();

    private void WriteIdentity(string text)
    {
        var path = _temporary[NodeIdentity.FileName];
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
