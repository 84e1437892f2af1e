using System.Security.Cryptography;
using Coral.Caching.Http;
using Coral.Caching.Tests.Conformance;
using Coral.Caching.Transfers;

namespace Coral.Simulation.Tests.Web;

/// <summary>The conformance of the modelled origin.</summary>
public sealed class SimulatedOriginConformanceTests : OriginFetcherConformance
{
    protected override Task RunAsync(Func<IOriginSite, Task> test)
    {
        var site = new Site();
        site.Web.Clock.Run(() => test(site));
        return Task.CompletedTask;
    }

    private sealed class Site : IOriginSite
    {
        public Site() => Fetcher = Web.Site.ClientOf(0);

        public WebFixture Web { get; } = new();

        public IOriginFetcher Fetcher { get; }

        public CacheKey Key => Web.Key;

        public byte[] Content => Web.Content;

        public string Tag => $"\"{Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, 8))}\"";

        public int Requests => Web.Site.Requests.Count;

        public Task KillAsync()
        {
            Web.Web.Crash(WebFixture.Origin);
            return Task.CompletedTask;
        }
    }
}
