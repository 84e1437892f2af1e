using Coral.Caching.Http;
using Coral.Simulation.Web;

namespace Coral.Simulation.Tests.Web;

public sealed class UploadsTests
{
    [Fact]
    public void Most_OfSeveralNodesAndObjects_IsThatOfOneNodeAndOneObject()
    {
        var uploads = new Uploads();
        var (a, b) = (new CacheKey("http://o", "/a"), new CacheKey("http://o", "/b"));

        uploads.Begin(1, a);
        uploads.Begin(1, b);
        uploads.Begin(2, a);
        Assert.Equal((1, 3), (uploads.Most, uploads.Begun));

        uploads.Begin(1, a);
        uploads.End(1, a);
        uploads.Begin(1, a);
        Assert.Equal((2, 5), (uploads.Most, uploads.Begun));
    }
}
