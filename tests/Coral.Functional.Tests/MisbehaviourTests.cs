using System.Net;
using System.Text;
using Coral.Caching.Store;
using Coral.Functional.Tests.Fixtures;
using Coral.Proxy.Origin;
using Coral.Testing.Origins;
using Microsoft.AspNetCore.Http;

namespace Coral.Functional.Tests;

/// <summary>
/// Origins that fail, each in its own way: the client learns which, and never mistakes a part for the whole.
/// </summary>
public sealed class MisbehaviourTests
{
    private static readonly NodeSetup ShortLimits = new()
    {
        Origin = new OriginOptions
        {
            HeaderTimeLimit = TimeSpan.FromMilliseconds(250),
            BodyIdleTimeLimit = TimeSpan.FromMilliseconds(250),
        },
    };

    private static readonly NodeSetup SmallObjects = new() { Cache = new CacheOptions { MaxObjectBytes = 64 * 1024 } };

    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatNeverAnswers_Is504()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.UntilClosedAsync());
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, ShortLimits);

        using var response = await node.GetAsync("/");

        await AssertErrorAsync(504, response);
    }

    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatSendsHalfAHeader_Is504()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Le");
            await connection.UntilClosedAsync();
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, ShortLimits);

        using var response = await node.GetAsync("/");

        await AssertErrorAsync(504, response);
    }

    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatRefusesTheConnection_Is502()
    {
        var origin = ScriptedOrigin.Answering("");
        await origin.DisposeAsync();
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        using var response = await node.GetAsync("/");

        await AssertErrorAsync(502, response);
    }

    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatTakesNoConnection_Is504()
    {
        using var deaf = new DeafListener();
        var limits = new OriginOptions { ConnectTimeLimit = TimeSpan.FromMilliseconds(250) };
        await using var node = await NodeUnderTest.StartAsync(deaf.EndPoint, new NodeSetup { Origin = limits });

        using var response = await node.GetAsync("/");

        await AssertErrorAsync(504, response);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-")]
    [InlineData("220 smtp.example.org ESMTP\r\n\r\n")]
    [InlineData("HTTP/1.1 two hundred\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc")]
    public async Task Origin_ThatAnswersNoHttp_Is502(string bytes)
    {
        await using var origin = ScriptedOrigin.Answering(bytes);
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        using var response = await node.GetAsync("/");

        await AssertErrorAsync(502, response);
    }

    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatHangsUpWithoutAWord_IsAskedOnce()
    {
        await using var origin = ScriptedOrigin.Answering("");
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        using var response = await node.GetAsync("/");

        await AssertErrorAsync(502, response);
        Assert.Equal(1, origin.Connections);
    }

    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatClosedAnIdleConnection_IsAskedAgainOnAnother()
    {
        await using var origin = ScriptedOrigin.Answering(
            "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: 2\r\n\r\nok"
        );
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        // The origin promises to keep each connection and closes it after one answer.
        for (var time = 1; time <= 20; time++)
        {
            using var response = await node.GetAsync("/");
            Assert.Equal("ok", await response.TextAsync());
            Assert.Equal(time, origin.Connections);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 100\r\n\r\nonly a part")]
    [InlineData(
        "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nonly a part\r\n"
    )]
    public async Task Origin_ThatBreaksOffItsBody_NeverLooksComplete(string bytes)
    {
        await using var origin = ScriptedOrigin.Answering(bytes);
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        await AssertBrokenOrErrorAsync(node, "/");
        await AssertBrokenOrErrorAsync(node, "/");
    }

    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatHangsInItsBody_IsBrokenOff()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly a part");
            await connection.UntilClosedAsync();
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, ShortLimits);

        await AssertBrokenOrErrorAsync(node, "/");
    }

    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatDeclaresTooMuch_HasItsClientsSentHome()
    {
        await using var origin = ScriptedOrigin.Answering(
            $"HTTP/1.1 200 OK\r\nContent-Length: {(64 * 1024) + 1}\r\n\r\n{new string('x', (64 * 1024) + 1)}"
        );
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, SmallObjects);

        using var response = await node.GetAsync("/?a=b");
        using var signed = await node.GetAsync("/?X-Amz-Signature=1");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.EndsWith("/?a=b&coral-no-serve", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        await AssertErrorAsync(413, signed);
    }

    [Fact(Timeout = 30_000)]
    public async Task Origin_WhoseBodyOutgrowsTheLimit_IsBrokenOff()
    {
        await using var origin = ScriptedOrigin.Answering(
            $"HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n\r\n{new string('x', (64 * 1024) + 1)}"
        );
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, SmallObjects);

        await AssertBrokenOrErrorAsync(node, "/");
    }

    [Fact(Timeout = 30_000)]
    public async Task Origin_WithAHugeHeader_Is502()
    {
        await using var origin = ScriptedOrigin.Answering(
            $"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Huge: {new string('x', 128 * 1024)}\r\n\r\n"
        );
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        using var response = await node.GetAsync("/");

        await AssertErrorAsync(502, response);
    }

    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatSendsSlowly_IsFollowedByteByByte()
    {
        var next = new SemaphoreSlim(0);
        await using var origin = await ProgrammableOrigin.StartAsync(async context =>
        {
            foreach (var piece in (string[])["one ", "two ", "three"])
            {
                await context.Response.WriteAsync(piece, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await next.WaitAsync(context.RequestAborted);
            }
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        using var response = await node.GetAsync("/slow");
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);

        // Each piece must have arrived before the origin is allowed to send the next.
        foreach (var piece in (string[])["one ", "two ", "three"])
        {
            var bytes = new byte[piece.Length];
            await body.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(piece, Encoding.ASCII.GetString(bytes));
            next.Release();
        }

        Assert.Equal(0, await body.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    private static async Task AssertErrorAsync(int status, HttpResponseMessage response)
    {
        Assert.Equal(status, response.Status);
        Assert.StartsWith("text/", response.Field("Content-Type"));
        Assert.Contains(NodeUnderTest.Site, await response.TextAsync());
        Assert.StartsWith("coral", response.CacheStatus);
        Assert.Null(response.Headers.Age);
    }

    /// <summary>Either an error page or a response whose end is visibly missing; never a clean 200.</summary>
    private static async Task AssertBrokenOrErrorAsync(NodeUnderTest node, string target)
    {
        try
        {
            using var response = await node.GetAsync(target);
            var body = await response.TextAsync();
            Assert.True(response.Status is 302 or 413 or >= 500, $"a clean {response.Status}: {body}");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            // The connection was cut, as it must be.
        }
    }
}
