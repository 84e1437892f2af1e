using Coral.Caching.Http;
using Coral.Caching.Tests.Conformance;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Transfers;
using Coral.Simulation.Time;

namespace Coral.Caching.Tests.Transfers;

/// <summary>The origin that the tests of this project ask keeps the promises of a real one.</summary>
public sealed class ScriptedOriginTests : OriginFetcherConformance
{
    protected override Task RunAsync(Func<IOriginSite, Task> test)
    {
        var clock = new VirtualClock();
        clock.Run(() => test(new Site(clock)));
        return Task.CompletedTask;
    }

    private sealed class Site : IOriginSite
    {
        private readonly ScriptedFetcher _origin;
        private bool _isGone;

        public Site(TimeProvider clock)
        {
            _origin = new ScriptedFetcher(clock) { Answer = (request, _) => Choose(request) };
        }

        public IOriginFetcher Fetcher => _origin;

        public CacheKey Key { get; } = CacheFixture.Request("/a").Key;

        public byte[] Content { get; } = Fixtures.Content.Bytes(5000);

        public string Tag => "\"v1\"";

        public int Requests => _origin.Hits;

        public Task KillAsync()
        {
            _isGone = true;
            return Task.CompletedTask;
        }

        private Script Choose(CacheRequest request)
        {
            var found = Script.Ok(("ETag", Tag)) with { Length = Content.Length, HasRanges = true };
            return _isGone ? Script.Fails(FetchFailure.ConnectFailed)
                : request.Fields.Get("If-None-Match") == Tag ? found with { Status = 304 }
                : found;
        }
    }
}
