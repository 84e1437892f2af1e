using System.Net;
using System.Text.Json;
using Coral.Dns.Wire;
using Coral.Functional.Tests.Dns.Wide.Fixtures;
using Coral.Node.Admin;

namespace Coral.Functional.Tests.Dns.Wide;

/// <summary>Real resolvers near a region come to its servers and its proxies, whomever they ask first.</summary>
public sealed class WideAreaTests
{
    /// <summary>Resolvers count in whole seconds.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Between two look-ups of one resolver, as its clients come.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Resolvers_NearB_AfterAFirstAnswerFromA_AreServedByBAndStay()
    {
        await using var regions = await TwoRegions.StartAsync(Token);
        Say($"The clusters stand after {regions.Log.Now.TotalSeconds:F1} s.");
        var elsewhere = MeasuredByOthersAsync(regions);
        await Task.WhenAll(elsewhere, BesideTheNodesAsync(regions, elsewhere));
    }

    /// <summary>In the network of B's nodes; each begins at another server of A, to which the network is new.</summary>
    private static async Task BesideTheNodesAsync(TwoRegions regions, Task elsewhere)
    {
        await using var unbound = await regions.StartResolverNearBAsync("unbound", "203.0.113.53", regions.A[0]);
        await using var bind = await regions.StartResolverNearBAsync("bind", "203.0.113.54", regions.A[1]);
        SiteResolver[] both = [unbound, bind];
        await Task.WhenAll(both.Select(resolver => FirstAsync(regions, resolver)));
        var referrals = await Task.WhenAll(both.Select(resolver => SecondAsync(regions, resolver)));
        Assert.All(referrals, referral => Assert.Equal(regions.B.Count, referral.Servers.Count));
        await Task.WhenAll(both.Select(resolver => ServedByProxiesAsync(regions, resolver)));

        // Unbound takes servers by turns. BIND keeps to one, so that is the one to die.
        await Task.WhenAll(
            StaysAsync(regions, unbound, referrals[0], whenHalfOver: _ => Task.CompletedTask),
            StaysAsync(regions, bind, referrals[1], whenHalfOver: KillAsync)
        );

        async Task KillAsync(IPAddress server)
        {
            await elsewhere;
            await regions.NodeAt(server).KillAsync();
        }
    }

    /// <summary>In a network without nodes: what B has measured of it, A learns from the index.</summary>
    private static async Task MeasuredByOthersAsync(TwoRegions regions)
    {
        // BIND proves its address by cookies, and so every gap between two of its questions counts.
        await using var bind = await regions.StartResolverNearBAsync("bind", "192.0.2.53", regions.B[0]);
        using var pace = new PeriodicTimer(Pace);
        while ((await regions.HintsAsync("resolver 192.0.2.0/24", Token)).Count == 0)
        {
            await AssertServedByBAsync(regions, bind, await bind.LookUpAsync());
            await pace.WaitForNextTickAsync(Token);
        }

        await using var unbound = await regions.StartResolverNearBAsync("unbound", "192.0.2.54", regions.A[0]);
        await FirstAsync(regions, unbound);
        await SecondAsync(regions, unbound);
        for (var i = 0; i < 10; i++)
        {
            await AssertServedByBAsync(regions, unbound, await unbound.LookUpAsync());
        }
    }

    /// <summary>All that the resolver knows is a server in A, and that answers.</summary>
    private static async Task FirstAsync(TwoRegions regions, SiteResolver resolver)
    {
        var lookup = await resolver.LookUpAsync();
        Assert.Equal(3, lookup.Proxies.Count);
        Assert.Contains(lookup.Answer.Answers, record => record.Type == "DNAME");
        Assert.NotEmpty(lookup.Questions);
        Assert.All(lookup.Questions, question => Assert.Equal(resolver.Stub, question.Server));
        Assert.Empty(lookup.Referrals);

        // The server has looked up meanwhile who is near; the resolver forgets in a second that nobody was.
        var answered = regions.Log.Now;
        using var pace = new PeriodicTimer(Pace);
        do
        {
            await pace.WaitForNextTickAsync(Token);
        } while (regions.Log.Now - answered < 2 * Second || !await KnowsAsync());

        async Task<bool> KnowsAsync() =>
            (await regions.ExplainAsync(resolver.Stub, resolver.Address, Token)).Known.Hints > 0;
    }

    /// <summary>The server in A refers the resolver to servers of B, which answer.</summary>
    private static async Task<SeenReferral> SecondAsync(TwoRegions regions, SiteResolver resolver)
    {
        var lookup = await resolver.LookUpAsync();
        var referral = lookup.Referrals.First(referral => referral.Zone == SeenLookup.Cut);
        Assert.Equal(resolver.Stub, referral.From);
        Assert.Equal(referral.Names.Distinct().Count(), referral.Servers.Distinct().Count());
        Assert.All(referral.Servers, server => Assert.True(regions.IsOfB(server), $"{server}"));
        await AssertServedByBAsync(regions, resolver, lookup);
        return referral;
    }

    private static async Task ServedByProxiesAsync(TwoRegions regions, SiteResolver resolver)
    {
        var lookup = await resolver.LookUpAsync();
        await AssertServedByBAsync(regions, resolver, lookup);
        foreach (var proxy in lookup.Proxies)
        {
            using var http = SiteHttp.Create(resolver.Site.Network, new IPEndPoint(proxy, 80));
            using var response = await http.GetAsync(new Uri("http://coral.test/"), Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        // No name has a certificate: there is nothing to turn http into https with.
        var https = await resolver.LookUpAsync(RecordType.HTTPS);
        Assert.Equal(ResponseCode.NoError, https.Answer.Code);
        Assert.Equal(["DNAME", "CNAME"], https.Answer.Answers.Select(record => record.Type));
        Assert.Contains(https.Answer.Authorities, record => record.Type == "SOA");
    }

    /// <summary>While the records of the referral live, B answers; of its several servers one may die.</summary>
    private static async Task StaysAsync(
        TwoRegions regions,
        SiteResolver resolver,
        SeenReferral referral,
        Func<IPAddress, Task> whenHalfOver
    )
    {
        var asked = new HashSet<IPAddress>();
        var (lookups, isHalfOver) = (0, false);
        using var pace = new PeriodicTimer(Pace);
        while (regions.Log.Now - referral.At < referral.TimeToLive - Second)
        {
            var lookup = await resolver.LookUpAsync();
            await AssertServedByBAsync(regions, resolver, lookup);
            Assert.False(
                lookup.AsksForTheCut && regions.Log.Now - referral.At < referral.TimeToLive - Second,
                $"{lookup}"
            );
            asked.UnionWith(lookup.BelowTheCut.Select(question => question.Server));
            lookups++;
            if (!isHalfOver && regions.Log.Now - referral.At > referral.TimeToLive / 2)
            {
                isHalfOver = true;
                await whenHalfOver(lookup.BelowTheCut.Last().Server);
            }

            await pace.WaitForNextTickAsync(Token);
        }

        Say($"{resolver.Program}: {lookups} look-ups within {referral.TimeToLive}, at {asked.Count} servers.");
        Assert.True(isHalfOver);
        Assert.True(asked.Count > 1, $"{resolver.Program} asked one server alone");
    }

    private static async Task AssertServedByBAsync(TwoRegions regions, SiteResolver resolver, SeenLookup lookup)
    {
        var isLed = lookup.BelowTheCut.Any() && lookup.BelowTheCut.All(question => regions.IsOfB(question.Server));
        if (!isLed || lookup.Proxies.Count != 3 || !lookup.Proxies.All(regions.IsOfB))
        {
            var why = await regions.ExplainAsync(lookup.Questions[^1].Server, resolver.Address, Token);
            Assert.Fail($"{lookup}\n{JsonSerializer.Serialize(why, AdminJson.Default.ExplanationView)}");
        }
    }

    private static void Say(string text) => TestContext.Current.TestOutputHelper!.WriteLine(text);
}
