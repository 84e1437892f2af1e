using System.IO.Pipelines;
using Coral.Proxy.Pipeline;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>What a server hands to its application, without the server: one request, again and again.</summary>
internal sealed class FakeConnection
    : FeatureCollection,
        IHostContextContainer<RequestContext>,
        IHttpResponseFeature,
        IHttpResponseBodyFeature
{
    private readonly PlainHeaders _headers = new();

    public FakeConnection(string target, string host = "www.x.com.localhost")
    {
        var request = new PlainHeaders();
        request["Host"] = host;
        Set<IHttpRequestFeature>(
            new HttpRequestFeature
            {
                Method = "GET",
                Scheme = "http",
                RawTarget = target,
                Headers = request,
            }
        );
        Set<IHttpResponseFeature>(this);
        Set<IHttpResponseBodyFeature>(this);
    }

    public HeldWriter Output { get; } = new();

    public RequestContext? HostContext { get; set; }

    public int StatusCode { get; set; } = 200;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers
    {
        get => _headers;
        set => throw new NotSupportedException();
    }

    Stream IHttpResponseFeature.Body
    {
        get => Stream.Null;
        set => throw new NotSupportedException();
    }

    public bool HasStarted => Output.Written > 0;

    public Stream Stream => Stream.Null;

    public PipeWriter Writer => Output;

    public void OnStarting(Func<object, Task> callback, object state) { }

    public void OnCompleted(Func<object, Task> callback, object state) { }

    public void DisableBuffering() { }

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task CompleteAsync() => Task.CompletedTask;
}
