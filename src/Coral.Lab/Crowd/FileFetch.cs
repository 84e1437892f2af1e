using System.Net;
using System.Security.Cryptography;
using Coral.Lab.Network;
using Coral.Lab.Origin;

namespace Coral.Lab.Crowd;

/// <summary>One client that wants one file of the origin, and looks at every byte that it gets.</summary>
public sealed class FileFetch
{
    private const int BufferBytes = 16_384;

    private readonly string _path;
    private readonly byte[] _digest;
    private readonly TimeProvider _clock;

    /// <summary>Gets to know the file.</summary>
    public FileFetch(string path, TimeProvider clock)
    {
        _path = path;
        _digest = (LabFile.Find(path) ?? throw new ArgumentException($"{path} is no file.", nameof(path))).Digest();
        _clock = clock;
    }

    /// <summary>Fetches it through a node.</summary>
    public Task<FetchResult> FromAsync(LabNode node, CancellationToken cancellationToken) =>
        FromAsync(node, _ => { }, cancellationToken);

    /// <summary>Fetches the file through a node, and reports the bytes received all along.</summary>
    public Task<FetchResult> FromAsync(LabNode node, Action<long> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(node);
        return WithAsync(node.Client, node.UrlOf(_path), progress, cancellationToken);
    }

    /// <summary>Fetches it from the origin itself.</summary>
    /// <param name="direct">A client of <see cref="LabNetwork.CreateDirectClient"/>.</param>
    /// <param name="cancellationToken">Ends the fetch, which has failed then.</param>
    public Task<FetchResult> DirectlyAsync(HttpClient direct, CancellationToken cancellationToken) =>
        WithAsync(direct, LabOrigin.UrlOf(_path), _ => { }, cancellationToken);

    private async Task<FetchResult> WithAsync(
        HttpClient client,
        Uri url,
        Action<long> progress,
        CancellationToken cancellationToken
    )
    {
        var started = _clock.GetTimestamp();
        var firstByte = TimeSpan.Zero;
        var source = RequestSource.Unknown;
        try
        {
            using var response = await client.GetAsync(
                url,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            source = SourceOf(response);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var digest = await HashAsync(
                body,
                received =>
                {
                    firstByte = firstByte == TimeSpan.Zero ? _clock.GetElapsedTime(started) : firstByte;
                    progress(received);
                },
                cancellationToken
            );
            return response.StatusCode != HttpStatusCode.OK
                ? End(FetchOutcome.Failed, $"status {(int)response.StatusCode}")
                : End(digest.AsSpan().SequenceEqual(_digest) ? FetchOutcome.Right : FetchOutcome.Wrong, "");
        }
        catch (Exception ex) when (ex is HttpRequestException or IOException or OperationCanceledException)
        {
            return End(FetchOutcome.Failed, ex.Message);
        }

        FetchResult End(FetchOutcome outcome, string note) =>
            new(outcome, source, firstByte, _clock.GetElapsedTime(started), note);
    }

    private static async Task<byte[]> HashAsync(Stream body, Action<long> progress, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        var received = 0L;
        int length;
        while ((length = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer.AsSpan(0, length));
            progress(received += length);
        }

        return hash.GetHashAndReset();
    }

    private static RequestSource SourceOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Cache-Status", out var lines)
            ? CacheStatusReader.Read(lines)
            : RequestSource.Unknown;
}
