using System.Net;
using System.Security.Cryptography;
using Coral.Lab.Origin;

namespace Coral.Lab.Crowd;

/// <summary>Clients that come to all nodes of a lab at once, for the same few files.</summary>
public sealed class FlashCrowd
{
    private readonly LabNetwork _lab;
    private readonly CrowdPlan _plan;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly CrowdTally _tally = new();
    private readonly (string Path, byte[] Digest)[] _files;

    /// <summary>Prepares a crowd; nobody comes yet.</summary>
    /// <param name="lab">Where they come.</param>
    /// <param name="plan">What they want.</param>
    /// <param name="clock">Time.</param>
    /// <param name="random">When who asks for what; the crowd's own from now on.</param>
    public FlashCrowd(LabNetwork lab, CrowdPlan plan, TimeProvider clock, Random random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _lab = lab;
        _plan = plan;
        _clock = clock;
        _random = random;
        _files = [.. PathsOf(plan).Select(path => (path, OriginFile.Find(path)!.Digest()))];
    }

    /// <summary>What they have met so far. Any thread.</summary>
    public CrowdFigures Figures => _tally.Read();

    /// <summary>The paths of the files that they want.</summary>
    public IReadOnlyList<string> Paths => [.. PathsOf(_plan)];

    /// <summary>Lets them come, and waits until the last has left.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        var clients = new List<Task>();
        var rate = _plan.RequestsPerSecond * _lab.Nodes.Count;
        var next = TimeSpan.Zero;
        while ((next += TimeSpan.FromSeconds(-Math.Log(1 - _random.NextDouble()) / rate)) < _plan.Duration)
        {
            if (next - _clock.GetElapsedTime(started) is { TotalMilliseconds: >= 1 } wait)
            {
                await Task.Delay(wait, _clock, cancellationToken);
            }

            var living = _lab.Living.ToList();
            if (living.Count > 0)
            {
                var (path, digest) = _files[_random.Next(_files.Length)];
                clients.Add(AskAsync(living[_random.Next(living.Count)], path, digest, cancellationToken));
            }
        }

        await Task.WhenAll(clients);
    }

    private static IEnumerable<string> PathsOf(CrowdPlan plan) =>
        Enumerable.Range(1, plan.Files).Select(file => $"/{plan.Size}/{file}");

    private async Task AskAsync(LabNode node, string path, byte[] digest, CancellationToken cancellationToken)
    {
        _tally.Begin();
        var started = _clock.GetTimestamp();
        try
        {
            using var response = await node.Client.GetAsync(
                node.UrlOf(path),
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var first = new byte[1];
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var length = await body.ReadAsync(first, cancellationToken);
            var firstByte = _clock.GetElapsedTime(started);
            hash.AppendData(first.AsSpan(0, length));
            await HashRestAsync(body, hash, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                _tally.Fail();
            }
            else if (hash.GetCurrentHash().AsSpan().SequenceEqual(digest))
            {
                _tally.Succeed(SourceOf(response), firstByte);
            }
            else
            {
                _tally.BeWrong();
            }
        }
        catch (Exception ex) when (ex is HttpRequestException or IOException or OperationCanceledException)
        {
            _tally.Fail();
        }
    }

    private static async Task HashRestAsync(Stream body, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[16_384];
        int length;
        while ((length = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer.AsSpan(0, length));
        }
    }

    private static RequestSource SourceOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Cache-Status", out var lines)
            ? CacheStatusReader.Read(lines)
            : RequestSource.Unknown;
}
