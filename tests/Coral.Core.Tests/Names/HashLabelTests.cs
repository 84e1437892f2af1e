using Coral.Core.Names;
using static Coral.Core.Tests.Names.NamesFixture;

namespace Coral.Core.Tests.Names;

public class HashLabelTests
{
    private readonly MemoryHashedHosts _hashed = new();
    private readonly CoralizedNames _names;

    public HashLabelTests() => _names = new CoralizedNames(["localhost"], [], _hashed);

    [Fact]
    public void Of_KnownDigest_IsItsBase32()
    {
        // SHA-256("a.com") = d6c1754d…112d; the label was worked out with coreutils: sha256sum, xxd, base32.
        Assert.Equal("23axktn36c6jdv6wqrohz3bsufstrhggftmvujchd575mut7cewq", HashLabel.Of(Authority("a.com")));
    }

    [Fact]
    public void Encode_TooLongForOneLabel_IsLearntAndRead()
    {
        var authority = Authority($"{LongHost}:8080");

        var host = _names.Encode(authority, NameForm.OneLabel, "localhost")!;
        var decision = _names.Decode(host, WebScheme.Http);

        Assert.Equal($"{HashLabel.Of(authority)}.localhost", host);
        Assert.NotEqual(HashLabel.Of(authority), HashLabel.Of(Authority(LongHost)));
        Assert.Equal(HostKind.Coralized, decision.Kind);
        Assert.Equal(NameForm.Hash, decision.Name!.Place.Form);
        Assert.Equal(authority, decision.Name.Authority);
    }

    [Fact]
    public void Decode_UnknownHash_IsRefusedUntilLearnt()
    {
        var authority = Authority(LongHost);
        var host = $"{HashLabel.Of(authority)}.localhost";

        Assert.Equal(NameProblem.UnknownHash, _names.Decode(host, WebScheme.Http).Fault!.Problem);

        _hashed.Learn(authority);

        Assert.Equal(authority, _names.Decode(host, WebScheme.Http).Name!.Authority);
    }

    [Fact]
    public void Decode_LongHostByItsFullName_MakesItsHashLabelKnown()
    {
        var authority = Authority($"{LongHost}:8080");

        _names.Decode($"{SuffixForm.Encode(authority)}.localhost", WebScheme.Http);

        Assert.Equal(authority, _hashed.Find(HashLabel.Of(authority)));
        Assert.Equal(1, _hashed.Count);
    }

    [Fact]
    public void Decode_HashOfAShortName_RedirectsToTheOneLabel()
    {
        var authority = Authority("www.x.com");
        _hashed.Learn(authority);

        var decision = _names.Decode($"{HashLabel.Of(authority)}.localhost:8080", WebScheme.Http);

        Assert.Equal((HostKind.Redirect, "www-x-com.localhost:8080"), (decision.Kind, decision.Name!.HostAndPort));
    }

    [Fact]
    public void Decode_HashWithADefaultPort_RedirectsToTheHashWithout()
    {
        var authority = Authority($"{LongHost}:80");
        _hashed.Learn(authority);

        var decision = _names.Decode($"{HashLabel.Of(authority)}.localhost", WebScheme.Http);

        Assert.Equal(HostKind.Redirect, decision.Kind);
        Assert.Equal($"{HashLabel.Of(Authority(LongHost))}.localhost", decision.Name!.Host);
        Assert.Equal(HostKind.Coralized, _names.Decode(decision.Name.Host, WebScheme.Http).Kind);
    }

    [Fact]
    public void Decode_IndexWithAWrongOrigin_IsRefused()
    {
        var names = new CoralizedNames(["localhost"], [], new LyingHashedHosts());

        var decision = names.Decode($"{HashLabel.Of(Authority(LongHost))}.localhost", WebScheme.Http);

        Assert.Equal(NameProblem.UnknownHash, decision.Fault!.Problem);
    }

    [Fact]
    public void Learn_BeyondTheCapacity_ForgetsTheOldest()
    {
        var hashed = new MemoryHashedHosts(capacity: 3);
        var hosts = Enumerable.Range(0, 100).Select(i => Authority($"h{i}.example")).ToList();

        hosts.ForEach(hashed.Learn);
        hosts.ForEach(hashed.Learn);

        Assert.Equal(3, hashed.Count);
        Assert.Null(hashed.Find(HashLabel.Of(hosts[0])));
        Assert.Equal(hosts[99], hashed.Find(HashLabel.Of(hosts[99])));
    }

    private sealed class LyingHashedHosts : IHashedHosts
    {
        public OriginAuthority? Find(string label) => Authority("evil.example");

        public void Learn(OriginAuthority authority) { }
    }
}
