using System.Diagnostics;
using System.Globalization;
using System.Text;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Store;
using Coral.Core.Index;
using Coral.Proxy.Peers;

namespace Coral.PeerTransfer;

/// <summary>The load on one peer: requests for one object, a few in flight at a time.</summary>
internal sealed class Load(PeerClient client, NodeContact holder, bool isChecked)
{
    private static readonly FieldList Fields = FieldList.Of(("Accept-Encoding", "gzip"), ("Via", "1.1 CoralWebPrx"));

    public async Task<(long Transfers, TimeSpan Elapsed)> RunAsync(long bytes, int inFlight, TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => RepeatAsync(bytes, started, time)));
        return (counts.Sum(), Stopwatch.GetElapsedTime(started));
    }

    public async Task<Usage> UsageOfHolderAsync()
    {
        var buffer = new byte[StoredBody.SegmentBytes];
        var result = await AskAsync("/usage");
        await using var body = result.Body!;
        var length = await FillAsync(body, buffer);
        return Usage.Parse(Encoding.ASCII.GetString(buffer, 0, length));
    }

    private async Task<long> RepeatAsync(long bytes, long started, TimeSpan time)
    {
        var buffer = new byte[StoredBody.SegmentBytes];
        var target = string.Create(CultureInfo.InvariantCulture, $"/{bytes}");
        long count = 0;
        for (; Stopwatch.GetElapsedTime(started) < time; count++)
        {
            var result = await AskAsync(target);
            await using var body = result.Body!;
            long received = 0;
            for (var chunk = 0; await FillAsync(body, buffer) is > 0 and var length; chunk++)
            {
                received += length;
                if (isChecked && !result.Digests!.Matches(chunk, buffer.AsSpan(0, length)))
                {
                    throw new InvalidDataException("A chunk differs from its digest.");
                }
            }

            if (received != bytes)
            {
                throw new InvalidDataException($"{received} bytes came.");
            }
        }

        return count;
    }

    private async Task<PeerResponse<IOriginBody>> AskAsync(string target)
    {
        var request = new PeerRequest(
            new CacheRequest(new CacheKey("http://bench.test", target), IsHead: false, Fields),
            Network.Requester()
        );
        var result = await client.RequestAsync(holder, request, CancellationToken.None);
        return result.Outcome == PeerOutcome.Answered
            ? result
            : throw new InvalidDataException($"The holder answers {result.Outcome}.");
    }

    /// <summary>Reads a whole chunk, or the rest of the body.</summary>
    private static async Task<int> FillAsync(IOriginBody body, byte[] buffer)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = await body.ReadAsync(buffer.AsMemory(filled), CancellationToken.None);
            if (read.Bytes == 0)
            {
                return read.Failure is null
                    ? filled
                    : throw new InvalidDataException($"The body ended: {read.Failure}.");
            }

            filled += read.Bytes;
        }

        return filled;
    }
}
