using System.Security.Cryptography;
using Coral.Caching.Http;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Integrity;

/// <summary>What an origin says of its own body is held against it, with and without cooperation.</summary>
public sealed class OriginDigestTests
{
    private const int Length = 100_000;

    private static readonly string Sha256 = Convert.ToBase64String(SHA256.HashData(Content.Bytes(Length)));
    private static readonly string Sha512 = Convert.ToBase64String(SHA512.HashData(Content.Bytes(Length)));
    private static readonly string Wrong256 = Convert.ToBase64String(new byte[32]);
    private static readonly string Wrong512 = Convert.ToBase64String(new byte[64]);

    public static TheoryData<string, string, bool, bool> Fields
    {
        get
        {
            var data = new TheoryData<string, string, bool, bool>();
            foreach (var name in (string[])["Repr-Digest", "Content-Digest"])
            {
                foreach (var isDeclared in (bool[])[true, false])
                {
                    data.Add(name, $"sha-256=:{Sha256}:", isDeclared, true);
                    data.Add(name, $"sha-512=:{Sha512}:", isDeclared, true);
                    data.Add(name, $"sha-256=:{Wrong256}:", isDeclared, false);
                    data.Add(name, $"sha-512=:{Wrong512}:", isDeclared, false);
                    data.Add(name, $"md5=:{Wrong256}:", isDeclared, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void GetAsync_AloneWithADigest_IsStoredAndCompletesOnlyIfItIsRight(
        string name,
        string value,
        bool isDeclared,
        bool isRight
    )
    {
        using var node = new CacheFixture();
        node.Web.Answer = (_, _) => ScriptWith(name, value, isDeclared);

        var result = node.Clock.Run(() => node.GetAsync("/a"));

        AssertJudged(result, isRight);
        Assert.Equal(isRight ? 1 : 0, node.Store.Count);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void GetAsync_TogetherWithAWrongDigest_IsStoredNowhere(
        string name,
        string value,
        bool isDeclared,
        bool isRight
    )
    {
        using var network = new TestNetwork(3);
        network.Web.Answer = (_, _) => ScriptWith(name, value, isDeclared);

        var results = network.Clock.Run(() => network.AllGetAsync("/a"));

        Assert.All(results, result => AssertJudged(result, isRight));
        Assert.All(network.Nodes, node => Assert.Equal(isRight ? 1 : 0, node.Store.Count));
    }

    [Fact]
    public void GetAsync_WrongButNotA200_IsNotOfThatContent()
    {
        using var node = new CacheFixture();
        node.Web.Answer = (_, _) =>
            ScriptWith("Repr-Digest", $"sha-256=:{Wrong256}:", isDeclared: true) with
            {
                Status = 404,
            };

        Assert.Null(node.Clock.Run(() => node.GetAsync("/a")).BodyFailure);
    }

    [Fact]
    public void GetAsync_WrongAndNotForOthers_IsBrokenOffToo()
    {
        using var network = new TestNetwork(1);
        network.Web.Answer = (_, _) =>
            ScriptWith("Repr-Digest", $"sha-256=:{Wrong256}:", isDeclared: true) with
            {
                Fields = FieldList.Of(("Cache-Control", "private"), ("Repr-Digest", $"sha-256=:{Wrong256}:")),
            };

        var (first, alone) = network.Clock.Run(async () =>
            (await network[0].GetAsync("/a"), await network[0].GetAsync("/a"))
        );

        Assert.Equal((FetchFailure.WrongDigest, FetchFailure.WrongDigest), (first.BodyFailure, alone.BodyFailure));
    }

    private static Script ScriptWith(string name, string value, bool isDeclared) =>
        Script.Ok(("Cache-Control", "max-age=60"), (name, value)) with
        {
            Length = Length,
            Declared = isDeclared ? Length : null,
        };

    private static void AssertJudged(ClientResult result, bool isRight)
    {
        Assert.Equal(isRight, result.BodyFailure is null);
        Assert.True(isRight ? result.Bytes == Length : result.Bytes <= Length);
    }
}
