using Coral.Caching.Http;

namespace Coral.Caching.Tests.Fixtures;

/// <summary>A client of caches under load: asks for a few names in either language, and leaves now and then.</summary>
internal static class SoakClient
{
    /// <summary>Runs it to its end; every body that it gets is checked.</summary>
    /// <param name="seed">Decides what it asks for.</param>
    /// <param name="requests">How many.</param>
    /// <param name="variants">Names of each of the ten kinds.</param>
    /// <param name="patience">Below how many milliseconds it leaves, where it does.</param>
    /// <param name="cache">Whom it asks next.</param>
    /// <param name="hasNoBody">Sees an answer without a body.</param>
    public static async Task RunAsync(
        int seed,
        int requests,
        int variants,
        int patience,
        Func<Random, ContentCache> cache,
        Action<CacheResponse> hasNoBody
    )
    {
        var random = new Random(seed);
        for (var i = 0; i < requests; i++)
        {
            var fields = FieldList.Of(("Accept-Language", random.Next(2) == 0 ? "de" : "en"));
            var key = new CacheKey("http://www.x.com", $"/{random.Next(10)}-{random.Next(variants)}");
            using var leaving = new CancellationTokenSource();
            if (random.Next(4) == 0)
            {
                leaving.CancelAfter(random.Next(patience));
            }

            try
            {
                using var answer = await cache(random)
                    .GetAsync(new CacheRequest(key, random.Next(5) == 0, fields), leaving.Token);
                if (answer.Body is { } body)
                {
                    await BodyCheck.ReadAsync(body, leaving.Token);
                }
                else
                {
                    hasNoBody(answer);
                }
            }
            catch (OperationCanceledException) when (leaving.IsCancellationRequested)
            {
                // This client has left, as it meant to.
            }
        }
    }
}
