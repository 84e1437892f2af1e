using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coral.Core.Identity;
using Coral.Node.Admin;

namespace Coral.Node.Tests.Admin;

public sealed class IndexPagesTests
{
    private static readonly Key SomeKey = Key.Of("http://www.x.com/");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Levels_OfANode_NameItAndItsClusters()
    {
        await using var admin = await AdminUnderTest.StartAsync();
        var levels = await GetAsync(admin, "/index/levels", AdminJson.Default.LevelsView);

        Assert.Equal(AdminUnderTest.Self.Id.ToString(), levels.Node.Id);
        Assert.Equal(("127.0.0.1:7400", 8080), (levels.Node.Address, levels.Node.Http));
        Assert.Equal([0, 1, 2], levels.Levels.Select(level => level.Level));
        Assert.Equal([null, 60, 20], levels.Levels.Select(level => level.DiameterMilliseconds));
        Assert.All(levels.Levels, level => Assert.Equal(2, level.Size));
    }

    [Fact]
    public async Task Nodes_OfALevel_AreThoseOfTheDirectory()
    {
        await using var admin = await AdminUnderTest.StartAsync();
        var nodes = await GetAsync(admin, "/index/nodes?level=1&near=192.0.2.1&count=5", AdminJson.Default.NodesView);

        Assert.Equal(1, nodes.Level);
        Assert.Equal("192.0.2.7:7400", Assert.Single(nodes.Nodes).Address);
    }

    [Fact]
    public async Task Put_ThenGet_GivesTheValueBack()
    {
        await using var admin = await AdminUnderTest.StartAsync();
        using var put = await PutAsync(admin, $"/index/values/{SomeKey}?ttl=90s", "hello"u8.ToArray());
        var stored = await ReadAsync(put, AdminJson.Default.StoredView);
        var found = await GetAsync(admin, $"/index/values/{SomeKey}", AdminJson.Default.ValuesView);

        Assert.Equal((SomeKey.ToString(), 3), (stored.Key, stored.StoredAt.Count));
        var value = Assert.Single(found.Values);
        Assert.Equal("hello", Encoding.ASCII.GetString(value.Bytes));
        Assert.Equal(AdminUnderTest.Self.Id.ToString(), value.Owner);
        Assert.InRange(value.RemainingSeconds, 0, 90);
    }

    [Fact]
    public async Task Get_OfNothing_IsEmptyAndNamesNoLevel()
    {
        await using var admin = await AdminUnderTest.StartAsync();
        var found = await GetAsync(admin, $"/index/values/{SomeKey}?level=2", AdminJson.Default.ValuesView);

        Assert.Empty(found.Values);
        Assert.Null(found.Level);
    }

    [Theory]
    [InlineData("/index/values/abc?ttl=1h", 1, HttpStatusCode.BadRequest)]
    [InlineData("/index/values/KEY", 1, HttpStatusCode.BadRequest)]
    [InlineData("/index/values/KEY?ttl=60", 1, HttpStatusCode.BadRequest)]
    [InlineData("/index/values/KEY?ttl=0s", 1, HttpStatusCode.BadRequest)]
    [InlineData("/index/values/KEY?ttl=2d", 1, HttpStatusCode.BadRequest)]
    [InlineData("/index/values/KEY?ttl=1h", 257, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/index/values/KEY?ttl=1h", 256, HttpStatusCode.OK)]
    [InlineData("/index/values/KEY?ttl=1h", 0, HttpStatusCode.OK)]
    public async Task Put_OfAnything_IsCheckedFirst(string path, int length, HttpStatusCode status)
    {
        await using var admin = await AdminUnderTest.StartAsync();
        using var response = await PutAsync(admin, path.Replace("KEY", $"{SomeKey}"), new byte[length]);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("/index/values/xyz")]
    [InlineData("/index/values/KEYa")]
    [InlineData("/index/values/KEY?level=x")]
    [InlineData("/index/nodes?count=0")]
    [InlineData("/index/nodes?count=-1")]
    [InlineData("/index/nodes?near=localhost")]
    public async Task Get_WithAnInvalidParameter_Is400(string path)
    {
        await using var admin = await AdminUnderTest.StartAsync();
        using var response = await admin.Client.GetAsync(
            new Uri(path.Replace("KEY", $"{SomeKey}"), UriKind.Relative),
            Token
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<T> GetAsync<T>(AdminUnderTest admin, string path, JsonTypeInfo<T> type)
    {
        using var response = await admin.Client.GetAsync(new Uri(path, UriKind.Relative), Token);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        return await ReadAsync(response, type);
    }

    private static Task<HttpResponseMessage> PutAsync(AdminUnderTest admin, string path, byte[] value) =>
        admin.Client.PutAsync(new Uri(path, UriKind.Relative), new ByteArrayContent(value), Token);

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(Token), type)!;
    }
}
